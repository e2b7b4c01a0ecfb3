import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostOf, inventoryOf, shipped } from '../clusters.js'

test('masterFacet() bootstraps with all masters', () => {
  const { vars } = hostOf(inventoryOf(shipped('full')), 'dm-master')
  assert.equal(vars.joins, false)
  assert.deepEqual(vars.initial_cluster, [
    'master1=http://10.0.1.11:8291',
    'master2=http://10.0.1.18:8291',
    'master3=http://10.0.1.19:8291',
  ])
})

test('masterFacet() lets a master of a scale-out ask the others, the oldest first', () => {
  const inventory = inventoryOf(shipped('full'), { joined: ['10.0.1.11:8261', '10.0.1.18:8261'] })
  const { vars } = hostOf(inventory, 'dm-master', '10.0.1.18:8261')
  assert.equal(vars.joins, true)
  assert.deepEqual(vars.join, ['10.0.1.19:8261', '10.0.1.11:8261'])
})
