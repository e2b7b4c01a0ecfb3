import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  alreadyThere,
  instanceIds,
  machineIds,
  mergedTopology,
  withInstance,
  withoutInstances,
} from '../../src/dm/merge.js'
import type { Topology } from '../../src/dm/schema/topology.js'

const cluster: Topology = {
  global: { user: 'x' },
  master_servers: [{ host: 'a' }, { host: 'b', patched: true }],
  grafana_servers: [{ host: 'a' }],
}

describe('mergedTopology()', () => {
  test('adds instances and nothing else', () => {
    const part: Topology = { global: { user: 'y' }, master_servers: [{ host: 'c' }], worker_servers: [{ host: 'c' }] }
    assert.deepEqual(mergedTopology(cluster, part), {
      ...cluster,
      master_servers: [{ host: 'a' }, { host: 'b', patched: true }, { host: 'c' }],
      worker_servers: [{ host: 'c' }],
    })
  })

  test('adds nothing twice, so that a killed scale-out can be repeated', () => {
    const part: Topology = { master_servers: [{ host: 'c', name: 'third' }] }
    const once = mergedTopology(cluster, part)
    assert.deepEqual(mergedTopology(once, part), once)
  })
})

describe('alreadyThere()', () => {
  const ids = (part: Topology) => alreadyThere(cluster, part).map(({ host }) => host)

  test('takes a written default for an absent one', () => {
    assert.deepEqual(ids({ master_servers: [{ host: 'b', port: 8261, peer_port: 8291, ssh_port: 22 }] }), ['b'])
  })

  test('does not know an instance that differs in one word', () => {
    assert.deepEqual(ids({ master_servers: [{ host: 'b', config: { 'log-level': 'warn' } }] }), [])
    assert.deepEqual(ids({ grafana_servers: [{ host: 'a', password: 'x' }] }), [])
  })
})

describe('withoutInstances()', () => {
  test('takes away what is named, and sections that become empty', () => {
    assert.deepEqual(withoutInstances(cluster, ['a:8261', 'a:3000', 'z:1']), {
      global: { user: 'x' },
      master_servers: [{ host: 'b', patched: true }],
    })
  })
})

describe('withInstance()', () => {
  test('takes over the one instance, and nothing of an id that is not there', () => {
    const grown = mergedTopology(cluster, { master_servers: [{ host: 'c' }], worker_servers: [{ host: 'c' }] })
    const taken = withInstance(cluster, grown, 'c:8262')
    assert.deepEqual(taken, { ...cluster, worker_servers: [{ host: 'c' }] })
    assert.deepEqual(withInstance(cluster, grown, 'd:1'), cluster)
    assert.deepEqual(instanceIds(taken), ['a:8261', 'b:8261', 'c:8262', 'a:3000'])
    assert.deepEqual(machineIds(taken), ['a', 'b', 'c'])
  })
})
