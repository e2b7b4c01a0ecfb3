import assert from 'node:assert/strict'
import { test } from 'node:test'
import { majority, reachedByMajority, whyNotAdd, whyNotRemove } from '../../../src/playground/store/quorum.js'
import { member } from '../states.js'

test('majority() of 1 to 5', () => {
  assert.deepEqual([1, 2, 3, 4, 5].map(majority), [1, 2, 2, 3, 3])
})

test('reachedByMajority() is what the slowest of the quickest half has', () => {
  assert.equal(reachedByMajority([5, 1, 3]), 3)
  assert.equal(reachedByMajority([5, 1]), 1)
  assert.equal(reachedByMajority([7]), 7)
})

const three = [member('m1'), member('m2'), member('m3')]
const ids = (...names: string[]) => new Set(names.map((name) => member(name).id))

test('whyNotAdd() wants everybody to answer', () => {
  assert.equal(whyNotAdd(three, ids('m1', 'm2', 'm3')), '')
  assert.match(whyNotAdd(three, ids('m1', 'm2')), /unhealthy/)
})

test('whyNotRemove() keeps the quorum of those that answer', () => {
  assert.equal(whyNotRemove(three, { active: ids('m1', 'm2'), id: member('m3').id }), '')
  assert.match(whyNotRemove(three, { active: ids('m1', 'm3'), id: member('m3').id }), /unhealthy/)
  assert.match(whyNotRemove([member('m1')], { active: ids('m1'), id: member('m1').id }), /not enough/)
})
