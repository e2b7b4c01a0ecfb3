import assert from 'node:assert/strict'
import { createCipheriv } from 'node:crypto'
import { describe, test } from 'node:test'
import { Secret } from '../../../src/core/secret.js'
import { v1TaskFiles } from '../../../src/core/v1_tasks.js'
import { encryptedProblems, isEncrypted, opens } from '../../../src/dm/legacy/encrypted.js'
import { messages, takenOver } from './reading.js'

const key = new Secret('ab'.repeat(32))
const encrypted = 'VjX8cEeTX+qcvZ3bPaO4h0C80pe/1aU='

test('isEncrypted() knows what dmctl wrote, and takes nothing else for it', () => {
  assert.ok(isEncrypted(encrypted))
  for (const plain of ['', '123456', 'c2VjcmV0', 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=', 'no base64 at all!'])
    assert.ok(!isEncrypted(plain), plain)
})

test('opens() knows the right key from another one', () => {
  assert.ok(opens(key, closed('123456')))
  assert.ok(opens(key, closed('日本 password')))
  assert.ok(!opens(new Secret('cd'.repeat(32)), closed('a long enough password')))
})

describe('encryptedProblems()', () => {
  const seen = takenOver().takeover?.seen ?? []
  const shut = seen.map((one) => (one.source ? { ...one, source: { ...one.source, password: closed('123456') } } : one))

  test('counts only where DM has lost the key, and none is given', () => {
    assert.equal(encryptedProblems(shut, { version: 'v7.5.0', secretKey: null }).length, 0)
    assert.equal(encryptedProblems(shut, { version: 'v8.0.0', secretKey: null }).length, 2)
    assert.equal(encryptedProblems(shut, { version: 'nightly', secretKey: null }).length, 2)
    assert.equal(encryptedProblems(seen, { version: 'v8.0.0', secretKey: null }).length, 0)
    assert.equal(encryptedProblems(shut, { version: 'v8.0.0', secretKey: key }).length, 0)
  })

  test('refuses a key that opens nothing, and one that DM would not start with', () => {
    const other = new Secret('cd'.repeat(32))
    const long = seen.map((one) =>
      one.source ? { ...one, source: { ...one.source, password: closed('x'.repeat(20)) } } : one,
    )
    assert.match(
      messages(encryptedProblems(long, { version: 'v8.0.0', secretKey: other })),
      /--secret-key does not open the password of the source mysql-replica-01/,
    )
    assert.match(messages(encryptedProblems(seen, { version: 'v7.5.0', secretKey: key })), /has its key built in/)
  })

  test('26 finds the password of a downstream too', () => {
    const config = `[to]\nhost = "x"\npassword = "${closed('123456')}"\n`
    const files = Object.fromEntries(
      [...v1TaskFiles([{ name: 'shop', stage: 'Running', config }], 'v1.0.6')].map(([name, bytes]) => [
        name,
        bytes.toString('base64'),
      ]),
    )
    const { errors } = takenOver({ dm_worker1: { meta: { path: '/x', files } } }, { version: 'v8.1.0' })
    assert.match(messages(errors), /the password of the downstream of the task shop is encrypted/)
  })
})

/** As dmctl of DM 1.0 encrypts. */
function closed(text: string): string {
  const iv = Buffer.alloc(16, 3)
  const cipher = createCipheriv('aes-256-cfb', Buffer.from(key.reveal(), 'hex'), iv)
  return Buffer.concat([iv, Buffer.from('@'), cipher.update(text), cipher.final()]).toString('base64')
}
