import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import ssh2 from 'ssh2'
import { newKeyPair, openSshKey } from '../../../src/hosts/ssh/key_pair.js'
import { temporaryFolder } from '../../fakes/temporary_folder.js'

describe('newKeyPair()', () => {
  test('ssh-keygen reads it, and finds the same public key', (context) => {
    const path = join(temporaryFolder(context), 'key')
    const { privateKey, publicKey } = newKeyPair('dmbook prod')
    writeFileSync(path, privateKey, { mode: 0o600 })
    const found = execFileSync('ssh-keygen', ['-y', '-f', path], { encoding: 'utf8' })
    assert.equal(found.trim(), publicKey)
  })

  test('ssh2 reads it, whatever the length of its comment', () => {
    for (const comment of ['', 'a', 'a comment', 'longer than any block is']) {
      const key = ssh2.utils.parseKey(newKeyPair(comment).privateKey)
      assert.ok(!(key instanceof Error) && key.isPrivateKey())
    }
  })
})

test('openSshKey() writes no other kind', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  assert.throws(() => openSshKey(privateKey, ''), /is not ed25519/)
})
