import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fingerprint, hostKeyAlgorithms, hostKeyOf, sameKey } from '../../../src/hosts/ssh/host_key.js'

const blob = Buffer.from('AAAAC3NzaC1lZDI1NTE5AAAAIGhvc3RrZXlob3N0a2V5aG9zdGtleWhvc3RrZXkwMDAw', 'base64')

describe('hostKeyOf()', () => {
  test('reads the type', () => assert.equal(hostKeyOf(blob).type, 'ssh-ed25519'))
  test('gives no type for what is no key', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from([0, 0])]) assert.equal(hostKeyOf(bytes).type, '')
  })
})

test('fingerprint() is the one that ssh-keygen prints', () => {
  assert.equal(fingerprint(hostKeyOf(blob)).replace(/[\w+/]{43}$/, '…'), 'SHA256:…')
})

test('sameKey() compares all of it', () => {
  assert.ok(sameKey(hostKeyOf(blob), hostKeyOf(Buffer.from(blob))))
  assert.ok(!sameKey(hostKeyOf(blob), hostKeyOf(Buffer.concat([blob, Buffer.from([0])]))))
})

describe('hostKeyAlgorithms()', () => {
  const key = (type: string) => ({ type, blob })
  test('asks for the types that are known', () => {
    assert.deepEqual(hostKeyAlgorithms([key('ssh-rsa'), key('sk-unheard-of')]), ['rsa-sha2-512', 'rsa-sha2-256'])
  })
  test('asks for all where none is known, never for RSA with SHA-1', () => {
    const all = hostKeyAlgorithms([])
    assert.equal(all[0], 'ssh-ed25519')
    assert.ok(!all.includes('ssh-rsa') && !all.includes('ssh-dss'))
  })
})
