import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lengthed, varint } from '../../../src/core/leveldb/bytes.js'
import { logOf } from '../../../src/core/leveldb/log.js'
import { manifestOf, readManifest } from '../../../src/core/leveldb/manifest.js'

const added = (number: number): Buffer =>
  Buffer.concat([
    varint(7),
    varint(0),
    varint(number),
    varint(10),
    lengthed(Buffer.from('a')),
    lengthed(Buffer.from('b')),
  ])
const removed = (number: number): Buffer => Buffer.concat([varint(6), varint(0), varint(number)])
const journal = (number: number): Buffer => Buffer.concat([varint(2), varint(number)])

test('readManifest() keeps the tables that were added and not removed, and the newest journal', () => {
  const file = logOf([
    Buffer.concat([added(2), added(3), journal(4)]),
    Buffer.concat([removed(2), added(5), journal(6)]),
  ])
  const { tables, journal: newest } = readManifest(file)
  assert.deepEqual([...tables], [3, 5])
  assert.equal(newest, 6)
})

test('readManifest() reads what manifestOf() wrote, and refuses what it does not know', () => {
  assert.deepEqual(readManifest(manifestOf({ journal: 1, sequence: 9 })), { tables: new Set(), journal: 1, before: 0 })
  assert.throws(() => readManifest(logOf([varint(42)])), /unknown part: 42/)
})
