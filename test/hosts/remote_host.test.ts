import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sh } from '../../src/core/sh.js'
import { CommandError } from '../../src/hosts/errors.js'
import { writerOver } from '../../src/hosts/remote_host.js'
import { type LocalMachine, localMachine } from '../fakes/local_machine.js'

describe('writerOver()', () => {
  let machine: LocalMachine
  before(async () => {
    machine = await localMachine()
  })
  after(() => machine.close())

  test('a guard stands before every script that changes something, and before no look', async () => {
    const guard = (script: string) => sh`echo fenced >&2; exit 75 # ${script}`
    const { folder, connection } = machine
    const host = writerOver(connection, { guard })
    const sent = { path: '/etc/hostname', sha256: '0'.repeat(64), size: 1 }
    const changes = [
      () => host.run(sh`:`),
      () => host.as('root').run(sh`:`),
      () => host.write(`${folder}/x`, 'x\n', { mode: '0644' }),
      () => host.write(`${folder}/x`, 'no newline', { mode: '0644' }),
      () => host.send(sent, `${folder}/x`, { mode: '0644' }),
    ]
    for (const change of changes) {
      await assert.rejects(change(), (error) => error instanceof CommandError && error.rc === 75)
    }
    assert.deepEqual(await host.list(folder), [])
    assert.equal((await host.read(sh`echo on`)).stdout, 'on\n')
  })

  test('says what it was doing, not how', async () => {
    await assert.rejects(machine.host.write(`${machine.folder}/no/x`, 'x\n', { mode: '0644' }), (error) => {
      assert.ok(error instanceof CommandError)
      assert.match(error.message, /^cannot write .*\/no\/x on here as it ended with [12]: .*no\/\.x\.dmbook-/)
      return true
    })
    await assert.rejects(machine.host.read(sh`exit 2`, { doing: 'count sheep' }), {
      message: 'cannot count sheep on here as it ended with 2',
    })
  })

  test('text that is no UTF-8 is read all the same', async () => {
    await machine.host.write(`${machine.folder}/latin1`, Buffer.from([0xe4, 10]), { mode: '0644' })
    assert.equal(await machine.host.text(`${machine.folder}/latin1`), '\ufffd\n')
  })
})
