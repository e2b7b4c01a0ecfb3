import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostOf, inventoryOf, shipped } from '../clusters.js'

test('workerFacet() joins all masters, with its merged configuration', () => {
  const { vars } = hostOf(inventoryOf(shipped('full')), 'dm-worker')
  assert.deepEqual(vars.join, ['10.0.1.11:8261', '10.0.1.18:8261', '10.0.1.19:8261'])
  assert.deepEqual(vars.config, { 'log-level': 'info', 'keepalive-ttl': 30, 'relay-keepalive-ttl': 1800 })
  assert.equal(vars.package_version, 'v8.1.0')
})
