import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logOf, logRecords } from '../../../src/core/leveldb/log.js'

const records = [
  Buffer.from('first'),
  Buffer.alloc(0),
  Buffer.alloc(32_768 - 7 - 7 - 7 - 5 - 3, 'a'), // leaves less than a head in the block
  Buffer.alloc(100_000, 'b'),
  Buffer.from('last'),
]

test('logRecords() reads what logOf() wrote, over the borders of blocks', () => {
  assert.deepEqual(logRecords(logOf(records)), records)
  assert.deepEqual(logRecords(logOf([])), [])
})

test('logRecords() leaves out a torn end and everything behind a broken record', () => {
  const log = logOf(records)
  assert.deepEqual(logRecords(log.subarray(0, log.length - 2)), records.slice(0, -1))
  const broken = Buffer.from(log)
  broken[8] = (broken[8] ?? 0) ^ 1
  assert.deepEqual(logRecords(broken), [])
})
