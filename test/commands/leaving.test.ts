import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { leavingFrom } from '../../src/commands/leaving.js'
import type { Json } from '../../src/language/inventory.js'
import type { ClusterMeta } from '../../src/state/cluster_store.js'
import type { StateFolder } from '../../src/state/folder.js'
import { emptyRecord } from '../state/records.js'

const topology: Json = {
  monitored: {},
  master_servers: [{ host: 'a' }, { host: 'b' }],
  worker_servers: [{ host: 'a' }, { host: 'b' }],
  monitoring_servers: [{ host: 'a' }],
}
const around = { state: { run: '/state/run' } as StateFolder, settings: { user: 'me' } }
const leaving = (nodes: readonly string[], more: Partial<ClusterMeta> = {}) =>
  leavingFrom({ ...emptyRecord('prod'), ...more, serial: 1, topology }, nodes, around)

describe('leavingFrom()', () => {
  test('gives the cluster without the node, which has a group of its own', () => {
    const { inventory, gone, done } = leaving(['b:8261'])
    const { groups, hosts } = inventory
    assert.deepEqual([groups.leaving, groups['dm-master'], gone, done], [['b:8261'], ['a:8261'], [], false])
    assert.deepEqual([groups.leaving_exporters, groups.leaving_machines], [[], []])
    assert.deepEqual(hosts.get('a:8262')?.vars.join, ['a:8261'])
    assert.equal(hosts.get('b:8261')?.role, 'dm-master')
  })

  test('lets exporters and machine go with the last instance there', () => {
    const { groups } = leaving(['b:8261', 'b:8262']).inventory
    assert.deepEqual(groups.leaving_exporters, ['b:9100', 'b:9115'])
    assert.deepEqual([groups.leaving_machines?.includes('b'), groups.node_exporter], [true, ['a:9100']])
  })

  test('knows what has left already', () => {
    const removed = ['c:8262']
    assert.deepEqual([leaving(['c:8262'], { removed }).done, leaving(['c:8262'], { removed }).gone], [true, removed])
    const both = leaving(['c:8262', 'b:8262'], { removed })
    assert.deepEqual([both.done, both.gone, both.inventory.groups.leaving], [false, removed, ['b:8262']])
  })

  test('refuses an unknown node, and the last master', () => {
    assert.throws(() => leaving(['b:8263']), /cannot select the node b:8263/)
    assert.throws(() => leaving(['a:8261', 'b:8261']), /cannot remove every dm-master of prod/)
  })
})
