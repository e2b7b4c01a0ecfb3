import assert from 'node:assert/strict'
import { test } from 'node:test'
import { retentionSize, retentionTime, validRetentionSize, validRetentionTime } from '../../src/dm/retention.js'

const host = 'a'

test('retentionTime() prefers the new word, and thirty days to nonsense', () => {
  assert.equal(retentionTime({ host }), '30d')
  assert.equal(retentionTime({ host, storage_retention: '15d' }), '15d')
  assert.equal(retentionTime({ host, storage_retention: '15d', storage_retention_time: '7d' }), '7d')
  assert.equal(retentionTime({ host, storage_retention_time: '0d' }), '30d')
})

test('retentionSize() is null where nothing valid was written', () => {
  assert.equal(retentionSize({ host, storage_retention_size: '50GB' }), '50GB')
  assert.equal(retentionSize({ host, storage_retention_size: '50' }), null)
  assert.equal(retentionSize({ host }), null)
})

test('validRetentionTime() and validRetentionSize() know the units', () => {
  assert.deepEqual(['30d', '30', '1.5d', '2w', '-1d'].map(validRetentionTime), [true, false, false, false, false])
  assert.deepEqual(['1B', '5TB', '0GB', '5 GB', '5gb'].map(validRetentionSize), [true, true, false, false, false])
})
