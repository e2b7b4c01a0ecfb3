import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encryptedProblems, isEncrypted } from '../../../src/dm/legacy/encrypted.js'
import { takenOver } from './reading.js'

const encrypted = 'VjX8cEeTX+qcvZ3bPaO4h0C80pe/1aU='

test('isEncrypted() knows what dmctl wrote, and takes nothing else for it', () => {
  assert.ok(isEncrypted(encrypted))
  for (const plain of ['', '123456', 'c2VjcmV0', 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=', 'no base64 at all!'])
    assert.ok(!isEncrypted(plain), plain)
})

test('encryptedProblems() counts only where DM has lost the key', () => {
  const seen = takenOver().takeover?.seen ?? []
  const with1 = seen.map((one) => (one.source ? { ...one, source: { ...one.source, password: encrypted } } : one))
  assert.equal(encryptedProblems(with1, 'v7.5.0').length, 0)
  assert.equal(encryptedProblems(with1, 'v8.0.0').length, 2)
  assert.equal(encryptedProblems(with1, 'nightly').length, 2)
  assert.equal(encryptedProblems(seen, 'v8.0.0').length, 0)
})
