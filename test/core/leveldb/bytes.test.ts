import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ByteReader, lengthed, varint } from '../../../src/core/leveldb/bytes.js'

test('varint() and ByteReader.varint() agree, up to 53 bits', () => {
  for (const value of [0, 1, 127, 128, 300, 2 ** 32, Number.MAX_SAFE_INTEGER])
    assert.equal(new ByteReader(varint(value)).varint(), value)
  assert.deepEqual([...varint(300)], [0xac, 0x02])
})

test('ByteReader.string() reads what lengthed() wrote, and refuses to read on behind the end', () => {
  const reader = new ByteReader(Buffer.concat([lengthed(Buffer.from('key')), Buffer.from([5, 1])]))
  assert.equal(reader.string().toString(), 'key')
  assert.throws(() => reader.string(), RangeError)
  assert.throws(() => new ByteReader(Buffer.alloc(0)).byte(), RangeError)
})
