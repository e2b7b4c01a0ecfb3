import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changed } from '../../../src/playground/store/change.js'
import { code, stateOf } from '../states.js'

test('changed() carries out every kind and passes refusals on', () => {
  const state = stateOf({})
  assert.equal(changed(state, { kind: 'noop' }), state)
  assert.equal(changed(state, { kind: 'grant', lease: 'l', ttlMs: 5 }).leases.l?.ttlMs, 5)
  assert.throws(() => changed(state, { kind: 'remove_worker', name: 'w' }), code(46004))
})
