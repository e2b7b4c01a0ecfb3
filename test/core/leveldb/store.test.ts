import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lengthed, varint } from '../../../src/core/leveldb/bytes.js'
import { batchOf } from '../../../src/core/leveldb/entry.js'
import { logOf } from '../../../src/core/leveldb/log.js'
import { storeFiles, storeRows } from '../../../src/core/leveldb/store.js'
import { tableOf } from './tables.js'

const texts = (rows: ReadonlyMap<string, Buffer>) => Object.fromEntries([...rows].map(([k, v]) => [k, v.toString()]))

test('storeRows() reads what storeFiles() wrote', () => {
  const rows = storeRows(storeFiles([[Buffer.from('a'), Buffer.from('1')]]))
  assert.deepEqual(texts(rows), { a: '1' })
  assert.deepEqual(texts(storeRows(storeFiles([]))), {})
})

test('storeRows() takes the newest write of tables and journal, and leaves out files that do not count', () => {
  const edit = Buffer.concat([
    ...[varint(7), varint(0), varint(5), varint(10), lengthed(Buffer.from('a')), lengthed(Buffer.from('c'))],
    ...[varint(2), varint(6)],
  ])
  const files = new Map([
    ['CURRENT', Buffer.from('MANIFEST-000004\n')],
    ['MANIFEST-000004', logOf([edit])],
    [
      '000005.ldb',
      tableOf([
        { key: 'a', value: 'table', sequence: 1 },
        { key: 'b', value: 'table', sequence: 2 },
        { key: 'c', value: null, sequence: 9 },
        { key: 'c', value: 'gone', sequence: 3 },
      ]),
    ],
    ['000003.ldb', tableOf([{ key: 'd', value: 'left over', sequence: 99 }])],
    ['000006.log', logOf([batchOf([[Buffer.from('a'), Buffer.from('journal')]], 10)])],
  ])
  assert.deepEqual(texts(storeRows(files)), { a: 'journal', b: 'table' })
  files.delete('000005.ldb')
  assert.throws(() => storeRows(files), /the table 5 is missing/)
})

test('storeRows() refuses a store without its files', () => {
  assert.throws(() => storeRows(new Map()), /CURRENT is missing/)
})
