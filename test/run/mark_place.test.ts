import assert from 'node:assert/strict'
import { test } from 'node:test'
import { markPlace } from '../../src/run/mark_place.js'
import { hostNamed, inventoryOf } from './playground.js'

const inventory = inventoryOf([])
const hosts = new Map([...inventory.hosts, ['m1', hostNamed('m1', { vars: { cluster_id: 'f3', home: '/dm/run/c1' } })]])

test('markPlace() is the folder of a supervised cluster, else the home of whoever logs in', () => {
  const name = '.dmbook-generation-f3'
  assert.deepEqual(
    markPlace('m1', { ...inventory, hosts }, () => 'supervised'),
    { folder: '/dm/run/c1', name },
  )
  assert.deepEqual(
    markPlace('m1', { ...inventory, hosts }, () => 'systemd'),
    { folder: null, name },
  )
})

test('markPlace() knows none for the control machine and for machines of no cluster', () => {
  for (const id of ['control', 'nobody'])
    assert.equal(
      markPlace(id, { ...inventory, hosts }, () => 'systemd'),
      null,
    )
})
