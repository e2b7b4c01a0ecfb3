import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unsnapped } from '../../../src/core/leveldb/snappy.js'

test('unsnapped() joins literals and copies, also one that reaches into itself', () => {
  // 10 bytes: the literal "ab", then 8 bytes from 2 before
  assert.equal(unsnapped(Buffer.from([10, (2 - 1) << 2, 0x61, 0x62, ((8 - 4) << 2) | 1, 2])).toString(), 'ababababab')
  // a copy with two bytes of offset
  assert.equal(unsnapped(Buffer.from([6, 2 << 2, 0x61, 0x62, 0x63, ((3 - 1) << 2) | 2, 3, 0])).toString(), 'abcabc')
})

test('unsnapped() reads long literals', () => {
  const text = Buffer.alloc(100, 'x')
  assert.deepEqual(unsnapped(Buffer.concat([Buffer.from([100, 60 << 2, 99]), text])), text)
})

test('unsnapped() refuses a copy from nowhere and a wrong length', () => {
  assert.throws(() => unsnapped(Buffer.from([4, (4 << 2) | 1, 1])), RangeError)
  assert.throws(() => unsnapped(Buffer.from([9, 0, 0x61])), RangeError)
})
