import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tableEntries } from '../../../src/core/leveldb/table.js'
import { tableOf } from './tables.js'

const rows = [
  { key: 'task-a', value: 'one', sequence: 3 },
  { key: 'task-b', value: null, sequence: 2 },
  { key: 'task-b', value: 'old', sequence: 1 },
]

test('tableEntries() reads plain and pressed blocks, deletions too', () => {
  for (const pressed of [false, true]) {
    const found = tableEntries(tableOf(rows, { pressed }))
    assert.deepEqual(
      found.map(({ key, value, sequence }) => ({
        key: key.toString(),
        value: value?.toString() ?? null,
        sequence,
      })),
      rows,
    )
  }
})

test('tableEntries() refuses a file that is none, and a block that was changed', () => {
  assert.throws(() => tableEntries(Buffer.alloc(100)), /no table/)
  const table = tableOf(rows)
  table[2] = (table[2] ?? 0) ^ 1
  assert.throws(() => tableEntries(table), /checksum/)
})
