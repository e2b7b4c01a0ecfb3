import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maskedCrc } from '../../../src/core/leveldb/crc.js'

const unmasked = (masked: number): number => {
  const rotated = (masked - 0xa282ead8) >>> 0
  return ((rotated >>> 17) | (rotated << 15)) >>> 0
}

test('maskedCrc() is the CRC-32C of the check vectors, masked', () => {
  assert.equal(unmasked(maskedCrc(Buffer.from('123456789'))), 0xe3069283)
  assert.equal(unmasked(maskedCrc(Buffer.alloc(32))), 0x8a9136aa)
})
