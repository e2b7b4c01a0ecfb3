import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { joiningPart, storedTopology, withJoining } from '../../src/dm/stored_topology.js'

describe('storedTopology()', () => {
  test('takes what was accepted once, strange words and all', () => {
    const topology = { master_servers: [{ host: 'a', name: 'x:1' }], imported: true }
    assert.deepEqual(storedTopology({ name: 'prod', topology }).master_servers, [{ host: 'a', name: 'x:1' }])
  })

  test('names the record where it is broken', () => {
    assert.throws(() => storedTopology({ name: 'prod', topology: { master_servers: 1 } }), /E-TOPOLOGY|master_servers/)
  })
})

test('withJoining() is the record with the nodes that joiningPart() gives alone', () => {
  const record = { name: 'prod', topology: { global: { user: 'dm' }, master_servers: [{ host: 'a' }] } }
  assert.equal(withJoining(record), record)
  assert.deepEqual(joiningPart(record), {})
  const growing = { ...record, joining: { worker_servers: [{ host: 'b' }] } }
  assert.deepEqual(joiningPart(growing), growing.joining)
  assert.deepEqual(withJoining(growing).topology, { ...record.topology, ...growing.joining })
})
