import assert from 'node:assert/strict'
import { test } from 'node:test'
import { legacyInventory } from '../../src/commands/import_inventory.js'
import { legacyOf, stock } from '../dm/legacy/reading.js'

test('legacyInventory() reaches each machine once, as Ansible did unless a login is given', () => {
  const legacy = legacyOf(stock.replace('dm_worker2 ', 'dm_worker2 ansible_port=2222 '))
  const { machines, groups, hosts } = legacyInventory(legacy, { local: false, user: null })
  assert.deepEqual([...machines.keys()], ['172.16.10.71', '172.16.10.72', '172.16.10.73', 'control'])
  assert.equal(groups.all?.length, 6)
  const reach = { kind: 'ssh', address: '172.16.10.73', port: 2222, user: 'tidb', login: 'given', key: null }
  assert.deepEqual(machines.get('172.16.10.73')?.reach, reach)
  assert.equal(hosts.get('172.16.10.72:8262')?.vars.unit, 'dm-worker-8262')
  const given = legacyInventory(legacy, { local: false, user: 'admin' }).machines.get('172.16.10.71')
  assert.equal(given?.reach.kind === 'ssh' && given.reach.user, 'admin')
  const local = legacyInventory(legacy, { local: true, user: null }).machines.get('172.16.10.71')
  assert.deepEqual(local?.reach, { kind: 'local' })
})
