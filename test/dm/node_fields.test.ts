import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeFields } from '../../src/dm/node_fields.js'

test('nodeFields() gives section and fields of the nodes that are named', () => {
  const topology = {
    master_servers: [{ host: 'a' }],
    worker_servers: [
      { host: 'a', name: 'w1' },
      { host: 'b', port: 9 },
    ],
  }
  const found = nodeFields(topology, ['b:9', 'a:8261']).map(([section, { host }]) => [section, host])
  assert.deepEqual(found, [
    ['master_servers', 'a'],
    ['worker_servers', 'b'],
  ])
})
