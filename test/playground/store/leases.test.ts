import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Leases } from '../../../src/playground/store/leases.js'
import { stateOf } from '../states.js'

test('Leases lets one lapse that is not renewed', () => {
  let now = 0
  const leases = new Leases(() => now)
  const state = stateOf({ leases: ['a', 'b'] })
  assert.deepEqual(leases.lapsed(state), [])
  now = 900
  assert.equal(leases.renew(state, 'a'), true)
  assert.equal(leases.renew(state, 'unknown'), false)
  now = 1100
  assert.deepEqual(leases.lapsed(state), ['b'])
  assert.deepEqual(leases.lapsed(stateOf({})), [])
  assert.deepEqual(leases.lapsed(null), [])
})
