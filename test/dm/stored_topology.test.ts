import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { storedTopology } from '../../src/dm/stored_topology.js'

describe('storedTopology()', () => {
  test('takes what was accepted once, strange words and all', () => {
    const topology = { master_servers: [{ host: 'a', name: 'x:1' }], imported: true }
    assert.deepEqual(storedTopology({ name: 'prod', topology }).master_servers, [{ host: 'a', name: 'x:1' }])
  })

  test('names the record where it is broken', () => {
    assert.throws(() => storedTopology({ name: 'prod', topology: { master_servers: 1 } }), /E-TOPOLOGY|master_servers/)
  })
})
