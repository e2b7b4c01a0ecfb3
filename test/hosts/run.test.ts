import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sh } from '../../src/core/sh.js'
import { CommandError } from '../../src/hosts/errors.js'
import { runner } from '../../src/hosts/run.js'
import { type LocalMachine, localMachine } from '../fakes/local_machine.js'

describe('runner()', () => {
  let machine: LocalMachine
  before(async () => {
    machine = await localMachine()
  })
  after(() => machine.close())

  test('gives text, and refuses an exit code that is no answer', async () => {
    const run = runner(machine.connection, { user: null, signal: undefined })
    assert.deepEqual(await run(sh`echo a; echo b >&2; exit 3`, { accept: [0, 3] }), {
      rc: 3,
      stdout: 'a\n',
      stderr: 'b\n',
    })
    await assert.rejects(run(sh`exit 3`), (error) => error instanceof CommandError && error.rc === 3)
  })
})
