import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { groupFindings, membersOf } from '../../../src/dm/legacy/group_findings.js'
import { inventoryOf } from './inventory_host.js'
import { messages } from './reading.js'

const whole = {
  dm_master_servers: ['m1'],
  dm_worker_servers: ['w1', 'w2'],
  prometheus_servers: ['m1'],
  grafana_servers: ['m1'],
  alertmanager_servers: ['m1'],
}

describe('groupFindings()', () => {
  test('finds nothing in what dm-ansible deploys', () => {
    assert.deepEqual(groupFindings(inventoryOf(whole)), { errors: [], warnings: [] })
  })

  test('points at the group that may be meant, and names it', () => {
    const { dm_worker_servers: workers, ...rest } = whole
    const { errors } = groupFindings(inventoryOf({ ...rest, dm_worker_server: workers }))
    assert.equal(messages(errors), 'cannot import the cluster as it has no dm-worker: [dm_worker_servers] is missing')
    assert.deepEqual([errors[0]?.hint, errors[0]?.at?.line], ['did you mean dm_worker_servers by dm_worker_server?', 5])
  })

  test('says all at once of an empty inventory', () => {
    const { errors, warnings } = groupFindings(inventoryOf({ dm_master_servers: [] }))
    assert.match(messages(errors), /\[dm_master_servers\] is empty\n.*\[dm_worker_servers\] is missing$/)
    assert.equal(warnings.length, 3)
  })

  test('a second host of monitoring is noted, and a group whose hosts are processes anyway is not', () => {
    const groups = { ...whole, grafana_servers: ['m1', 'w1'], rack1: ['w1', 'w2'] }
    const { warnings } = groupFindings(inventoryOf(groups))
    assert.equal(messages(warnings), '[grafana_servers] has 2 hosts, where dm-ansible deploys one')
  })
})

test('membersOf() gives the hosts of a group, none of one that is not there', () => {
  const inventory = inventoryOf(whole)
  assert.deepEqual(
    membersOf(inventory, 'dm_worker_servers').map(({ name }) => name),
    ['w1', 'w2'],
  )
  assert.deepEqual(membersOf(inventory, 'tikv_servers'), [])
})
