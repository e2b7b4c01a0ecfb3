import assert from 'node:assert/strict'
import { test } from 'node:test'
import { batchEntries, batchOf } from '../../../src/core/leveldb/entry.js'

test('batchEntries() numbers the writes of a batch from its sequence on', () => {
  const rows = [
    [Buffer.from('a'), Buffer.from('1')],
    [Buffer.from('b'), Buffer.from('2')],
  ] as const
  assert.deepEqual(batchEntries(batchOf(rows, 7)), [
    { key: Buffer.from('a'), value: Buffer.from('1'), sequence: 7 },
    { key: Buffer.from('b'), value: Buffer.from('2'), sequence: 8 },
  ])
})

test('batchEntries() knows deletions', () => {
  const batch = Buffer.concat([Buffer.from([3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]), Buffer.from([0, 1, 0x61])])
  assert.deepEqual(batchEntries(batch), [{ key: Buffer.from('a'), value: null, sequence: 3 }])
})
