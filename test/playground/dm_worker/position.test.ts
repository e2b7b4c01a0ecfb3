import assert from 'node:assert/strict'
import { test } from 'node:test'
import { binlogText, gtidText, reserveEvents, Upstream } from '../../../src/playground/dm_worker/position.js'
import { source } from '../states.js'

test('binlogText() begins a new file when one is full', () => {
  assert.equal(binlogText(0), '(mysql-bin.000001, 154)')
  assert.equal(binlogText(10), '(mysql-bin.000001, 3254)')
  assert.match(binlogText(400_000), /^\(mysql-bin\.000002, /)
})

test('gtidText() keeps the uuid of a source', () => {
  assert.match(gtidText('s1', 9), /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}:1-9$/)
  assert.notEqual(gtidText('s1', 9), gtidText('s2', 9))
})

test('Upstream shows nothing that is not reserved, and wishes for more in time', () => {
  let now = 0
  const upstream = new Upstream(source('s1', { upstream: 100 }), () => now)
  now = 2000
  assert.equal(upstream.events, 100)
  const wish = upstream.wish
  assert.equal(wish, 200 + reserveEvents)
  upstream.reserved(wish ?? 0)
  assert.equal(upstream.events, 200)
  assert.equal(upstream.wish, null)
  now = 20_000
  assert.ok((upstream.wish ?? 0) > (wish ?? 0))
  now = 1_000_000
  assert.equal(upstream.events, wish, 'stands still without a new reservation')
})
