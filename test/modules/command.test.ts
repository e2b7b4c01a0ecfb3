import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { command } from '../../src/modules/command.js'
import { completed } from '../contract/modules.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools, summary } from './fake_tools.js'

const tools = fakeTools()
const wanted = (want: object) => completed(command, { argv: ['make', 'it'], ...want })

describe('command', () => {
  const notRun = { kind: 'same', result: { rc: null, stdout: '', stderr: '', lines: [] } }
  const foresee = (want: object, host = fakeHost({ '/there': {} })) => command.foresee(host, wanted(want), tools)

  test('is run unless creates, removes or unless says that it was done', async () => {
    assert.deepEqual(summary(await foresee({})), ['run make it'])
    assert.deepEqual(await foresee({ creates: '/there' }), notRun)
    assert.deepEqual(summary(await foresee({ creates: '/none' })), ['run make it'])
    assert.deepEqual(await foresee({ removes: '/none' }), notRun)
    assert.deepEqual(summary(await foresee({ removes: '/there' })), ['run make it'])
    assert.deepEqual(await foresee({ unless: ['id', 'tidb'] }, fakeHost().expect('id tidb')), notRun)
    const missing = fakeHost().expect("sh -c 'id tidb'", { rc: 1 })
    assert.deepEqual(summary(await foresee({ unless: 'id tidb' }, missing)), ['run make it'])
  })

  test('gives what it said', async () => {
    const host = fakeHost().expect('make it', { stdout: 'a\nb\n', stderr: 'hm\n' })
    const { changed, result } = await command.act(host, wanted({}), tools)
    assert.equal(changed, true)
    assert.deepEqual(result, { rc: 0, stdout: 'a\nb\n', stderr: 'hm\n', lines: ['a', 'b'] })
  })

  test('fails with the last words of the program, and still has a result', async () => {
    const host = fakeHost().expect('make it', { rc: 2, stderr: 'no rule\n' })
    await assert.rejects(command.act(host, wanted({}), tools), {
      message: 'cannot run make it as it ended with 2',
      code: 'E-COMMAND',
      detail: 'no rule',
      result: { rc: 2, stdout: '', stderr: 'no rule\n', lines: [] },
    })
  })

  test('that only reads runs in a plan, and changes nothing', async () => {
    const host = fakeHost().expect('make it', { stdout: 'a\n' })
    const check = await foresee({ read_only: true }, host)
    assert.deepEqual(check, { kind: 'same', result: { rc: 0, stdout: 'a\n', stderr: '', lines: ['a'] } })
    assert.deepEqual(host.scripts, [])
  })
})
