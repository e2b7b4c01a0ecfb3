import assert from 'node:assert/strict'
import { test } from 'node:test'
import { timings } from '../../../src/playground/dm_master/timings.js'

test('a session is renewed so often that a killed leader is missed after 55 to 60 s', () => {
  assert.equal(timings.sessionTtl, 60_000)
  assert.ok(timings.renewEvery <= 5000)
})
