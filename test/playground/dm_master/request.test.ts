import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRequest, readText } from '../../../src/playground/dm_master/request.js'

const fields = { op: 'LeaderOp', name: 'text', names: 'texts', more: 'flag' } as const

test('readRequest() fills zero values', () => {
  assert.deepEqual(readRequest(fields, {}), { op: 'InvalidLeaderOp', name: '', names: [], more: false })
})

test('readRequest() takes enums by name, number and digits', () => {
  for (const op of ['EvictLeaderOp', 1, '1']) assert.equal(readRequest(fields, { op }).op, 'EvictLeaderOp')
})

for (const given of [{ op: 3 }, { op: 'Nothing' }, { name: 1 }, { names: 'a' }, { names: [1] }, { more: 'yes' }]) {
  test(`readRequest() refuses ${JSON.stringify(given)}`, () => {
    assert.throws(() => readRequest(fields, given), { code: 3 })
  })
}

test('readText() reads what a query says', () => {
  assert.equal(readText('flag', ['true']), true)
  assert.equal(readText('flag', ['0']), false)
  assert.deepEqual(readText('texts', ['a', 'b']), ['a', 'b'])
  assert.equal(readText('text', ['a', 'b']), 'b')
  assert.throws(() => readText('flag', ['maybe']), { code: 3 })
})
