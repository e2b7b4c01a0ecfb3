import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reconfigurationRefusal } from '../../../src/playground/store/reconfigure.js'
import { code, member, stateOf } from '../states.js'

const state = stateOf({ members: [member('m1'), member('m2'), member('m3')] })
const active = new Set([member('m1').id, member('m2').id])

test('reconfigurationRefusal() asks only where members change', () => {
  assert.equal(reconfigurationRefusal(state, { change: { kind: 'noop' }, active }), null)
  assert.equal(reconfigurationRefusal(state, { change: { kind: 'remove_member', name: 'm3' }, active }), null)
  const refused = reconfigurationRefusal(state, { change: { kind: 'remove_member', name: 'm1' }, active })
  assert.match(refused?.message ?? '', /unhealthy cluster/)
})

test('reconfigurationRefusal() leaves names to the change itself', () => {
  assert.throws(
    () => reconfigurationRefusal(state, { change: { kind: 'remove_member', name: 'mx' }, active }),
    code(38048),
  )
  const change = { kind: 'add_member', id: '1', name: 'm1', peerUrls: [] } as const
  assert.equal(reconfigurationRefusal(state, { change, active }), null)
})
