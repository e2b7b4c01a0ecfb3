import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sayError } from '../../src/cli/run_verb.js'
import { DmbookError } from '../../src/core/error.js'
import { recordedIo, typed, withHome } from '../fakes/typed.js'

describe('main()', () => {
  test('prints the version on standard output', async () => {
    const { code, out } = await typed(['--version'])
    assert.equal(code, 0)
    assert.match(out, /^dmbook \d+\.\d+\.\d+\n$/)
  })

  test('ends with 2 for words it does not know, saying the next step', async () => {
    const { code, out, err } = await typed(['dispaly', 'prod'])
    assert.deepEqual([code, out], [2, ''])
    assert.equal(err, "cannot run this as unknown command 'dispaly'\nhint: did you mean display?\nE-USAGE, exit 2\n")
  })

  test('says errors as JSON with --json', async () => {
    await withHome(async (home) => {
      const { code, err } = await typed(['display', 'prod', '--json'], { home })
      assert.equal(code, 2)
      assert.equal(JSON.parse(err).error.code, 'E-NO-CLUSTER')
    })
  })
})

describe('sayError()', () => {
  test('gives each error its exit code', () => {
    const { io } = recordedIo()
    for (const [exit, code] of [
      ['locked', 5],
      ['identity', 8],
      ['unreachable', 4],
      ['refused', 6],
    ] as const) {
      assert.equal(sayError(new DmbookError('no', { code: 'E-X', exit }), { io, json: false }), code)
    }
  })

  test('a thrown thing of another kind is a bug, with its stack', () => {
    const { io, said } = recordedIo()
    assert.equal(sayError(new TypeError('oops'), { io, json: false }), 70)
    assert.match(said().err, /bug of dmbook.*\nTypeError: oops\n {4}at .*\n/s)
  })
})
