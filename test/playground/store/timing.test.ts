import assert from 'node:assert/strict'
import { test } from 'node:test'
import { heartbeatMs, proposeMs, silenceMs } from '../../../src/playground/store/timing.js'

test('several heartbeats may be lost before a coordinator counts as gone', () => {
  assert.ok(heartbeatMs * 5 <= silenceMs)
  assert.ok(silenceMs * 2 < proposeMs)
})
