import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyState, memberAt, sorted, without, workerOf } from '../../../src/playground/store/state.js'
import { stateOf, worker } from '../states.js'

test('emptyState() has only its members', () => {
  assert.deepEqual(emptyState([]).workers, {})
})

test('sorted() orders rows by name', () => {
  assert.deepEqual(sorted({ b: 2, a: 1 }), [1, 2])
})

test('without() leaves one out', () => {
  assert.deepEqual(without({ a: 1, b: 2 }, 'a'), { b: 2 })
})

test('workerOf() finds the bound worker, and none for the empty source', () => {
  const state = stateOf({ workers: [worker('w1'), worker('w2', { source: 's1' })] })
  assert.equal(workerOf(state, 's1')?.name, 'w2')
  assert.equal(workerOf(state, ''), null)
})

test('memberAt() knows a member by any of its peer URLs', () => {
  const member = (id: string, ...peerUrls: readonly string[]) => ({ id, name: '', peerUrls, clientUrls: [] })
  const members = [member('1', 'http://a'), member('2', 'http://b', 'http://c')]
  assert.equal(memberAt(['http://x', 'http://c'], { members }), '2')
  assert.equal(memberAt(['http://x'], { members }), '')
})
