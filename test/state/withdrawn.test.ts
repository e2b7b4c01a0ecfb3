import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { withdrawalOf, withWithdrawal } from '../../src/state/withdrawn.js'
import { fakeMeta } from '../modules/fake_store.js'

describe('withWithdrawal()', () => {
  test('adds and strikes out one thing at a time', () => {
    const evicted = withWithdrawal(fakeMeta(), 'a:1', { kind: 'evicted', on: true })
    const both = withWithdrawal(evicted, 'a:1', { kind: 'out', on: true })
    assert.deepEqual(both.withdrawn, { 'a:1': { evicted: true, out: true } })
    assert.deepEqual(withWithdrawal(both, 'a:1', { kind: 'evicted', on: false }).withdrawn, { 'a:1': { out: true } })
  })

  test('leaves no trace where nothing is, and others alone', () => {
    const one = withWithdrawal(fakeMeta(), 'a:1', { kind: 'out', on: true })
    assert.ok(!('withdrawn' in withWithdrawal(one, 'a:1', { kind: 'out', on: false })))
    const two = withWithdrawal(one, 'b:1', { kind: 'out', on: true })
    assert.deepEqual(withWithdrawal(two, 'a:1', { kind: 'out', on: false }).withdrawn, { 'b:1': { out: true } })
  })
})

test('withdrawalOf() is empty without a record or a debt', () => {
  assert.deepEqual([withdrawalOf(null, 'a:1'), withdrawalOf(fakeMeta(), 'a:1')], [{}, {}])
})
