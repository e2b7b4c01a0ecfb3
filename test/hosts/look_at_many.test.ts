import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sh } from '../../src/core/sh.js'
import { CommandError, UnreachableError } from '../../src/hosts/errors.js'
import { lookAtMany } from '../../src/hosts/look_at_many.js'
import { digestLook, statLook } from '../../src/hosts/looks.js'
import { type Run, runner } from '../../src/hosts/run.js'
import { type LocalMachine, localMachine } from '../fakes/local_machine.js'

describe('lookAtMany()', () => {
  let machine: LocalMachine
  let scripts: string[] = []
  let run: Run = async () => ({ rc: 0, stdout: '', stderr: '' })
  const doing = (path: string) => `look at ${path}`
  before(async () => {
    machine = await localMachine()
    const real = runner(machine.connection, { user: null, signal: undefined })
    run = (script, options) => {
      scripts.push(script)
      return real(script, options)
    }
    await machine.host.write(`${machine.folder}/a`, 'a\n', { mode: '0600' })
    await machine.host.write(`${machine.folder}/b`, 'b\n', { mode: '0644' })
  })
  after(() => machine.close())

  test('asks one script for all', async () => {
    scripts = []
    const paths = ['a', 'none', 'b'].map((name) => `${machine.folder}/${name}`)
    const found = await lookAtMany(paths, { run, look: statLook, doing })
    assert.deepEqual(
      found.map((each) => each.status === 'fulfilled' && each.value.kind),
      ['there', 'missing', 'there'],
    )
    assert.equal(scripts.length, 1)
  })

  test('asks for each alone where the whole fails, so that only one fails', async () => {
    const broken = {
      ...digestLook,
      script: (paths: readonly string[]) =>
        paths.some((path) => path.endsWith('b')) ? sh`exit 3` : digestLook.script(paths),
    }
    const paths = ['a', 'b'].map((name) => `${machine.folder}/${name}`)
    const [a, b] = await lookAtMany(paths, { run, look: broken, doing })
    assert.equal(a?.status === 'fulfilled' && a.value.kind, 'there')
    assert.ok(b?.status === 'rejected' && b.reason instanceof CommandError)
    assert.match(b.reason.message, /^cannot look at .*\/b on here as it ended with 3/)
  })

  test('a machine that is lost is asked no more', async () => {
    const lost: Run = async () => {
      throw new UnreachableError('here', 'it is gone')
    }
    await assert.rejects(lookAtMany(['/a', '/b'], { run: lost, look: statLook, doing }), UnreachableError)
  })
})
