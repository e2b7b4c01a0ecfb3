import assert from 'node:assert/strict'
import { test } from 'node:test'
import { realWorld } from '../../src/commands/real_world.js'

test('realWorld() connects to this machine as it is', async () => {
  const world = realWorld()
  const machine = { id: 'here', reach: { kind: 'local' }, become: false } as const
  const connection = await world.connect(machine, { timeoutMs: 5000 })
  const host = world.host(connection, { machine: 'here', signal: new AbortController().signal })
  assert.deepEqual([host.facts.os, await host.text('/nowhere')], ['linux', null])
  await connection.close()
})

test('realWorld() gives as many random bytes as asked for', () => {
  const { random } = realWorld()
  assert.match(random(8), /^[0-9a-f]{16}$/)
  assert.notEqual(random(8), random(8))
})
