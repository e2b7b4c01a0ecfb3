import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sh } from '../../src/core/sh.js'
import { UnreachableError } from '../../src/hosts/errors.js'
import { openLocal } from '../../src/hosts/local.js'
import { localMachine } from '../fakes/local_machine.js'

describe('connectOver()', () => {
  test('opens the first shell and learns the facts in one round trip', async () => {
    const machine = await localMachine()
    assert.deepEqual([machine.opened.length, machine.written.length], [1, 1])
    assert.equal(machine.connection.facts.uid, process.getuid?.())
    await machine.close()
  })

  test('a login that runs something else is unreachable, with what it said', async () => {
    const open = () => openLocal(['/bin/sh', '-c', 'echo only git is allowed here >&2; exit 1'])
    await assert.rejects(localMachine({ open }), (error) => {
      assert.ok(error instanceof UnreachableError)
      assert.equal(error.message, 'cannot reach here as its shell ended: exit code 1: only git is allowed here')
      return true
    })
  })

  test('a program that is not there is unreachable', () =>
    assert.rejects(localMachine({ open: () => openLocal(['/no/such/shell']) }), UnreachableError))

  test('a shell of the connecting user serves, named or not', async () => {
    const machine = await localMachine()
    const named = machine.host.as(machine.connection.facts.user)
    assert.equal((await named.read(sh`echo $$`)).stdout, (await machine.host.read(sh`echo $$`)).stdout)
    assert.equal(machine.opened.length, 1)
    await machine.close()
  })
})
