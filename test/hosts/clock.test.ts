import assert from 'node:assert/strict'
import { test } from 'node:test'
import { realClock } from '../../src/hosts/clock.js'

test('realClock sleeps at least as long as asked, by its own measure', async () => {
  const began = realClock.monotonic()
  await realClock.sleep(20)
  assert.ok(realClock.monotonic() - began >= 19)
  assert.ok(realClock.now() > 1_700_000_000_000)
})
