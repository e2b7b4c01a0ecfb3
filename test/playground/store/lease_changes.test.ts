import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leaseChanges } from '../../../src/playground/store/lease_changes.js'
import { stateOf, worker } from '../states.js'

const candidate = { name: 'm1', address: 'm1:8261', lease: 'l1' }

test('revoke takes candidates and workers with it', () => {
  const before = { ...stateOf({ workers: [worker('w1')], leases: ['l1'] }), candidates: [candidate] }
  assert.deepEqual(leaseChanges.revoke(before, { kind: 'revoke', lease: 'l1' }).candidates, [])
  assert.equal(leaseChanges.revoke(before, { kind: 'revoke', lease: 'lease of w1' }).workers.w1?.lease, null)
})

test('campaign enters once, and not without a lease', () => {
  const before = leaseChanges.grant(stateOf({}), { kind: 'grant', lease: 'l1', ttlMs: 5 })
  const once = leaseChanges.campaign(before, { kind: 'campaign', candidate })
  assert.equal(leaseChanges.campaign(once, { kind: 'campaign', candidate }), once)
  assert.deepEqual(leaseChanges.campaign(stateOf({}), { kind: 'campaign', candidate }).candidates, [])
  assert.deepEqual(leaseChanges.resign(once, { kind: 'resign', lease: 'l1' }).candidates, [])
})
