import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, test } from 'node:test'
import { hostKeyOf } from '../../../src/hosts/ssh/host_key.js'
import { newKeyPair } from '../../../src/hosts/ssh/key_pair.js'
import { keysFor, knownHostsLine, knownName, parseKnownHosts, verdictOn } from '../../../src/hosts/ssh/known_hosts.js'

const keyText = (): string => newKeyPair('').publicKey.trim()
const [one, two] = [keyText(), keyText()]
const keyOf = (text: string) => hostKeyOf(Buffer.from(text.split(' ')[1] ?? '', 'base64'))
const at = (address: string, port = 22) => ({ address, port })

function hashed(name: string): string {
  const salt = Buffer.from('01234567890123456789')
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`
}

const table: readonly (readonly [line: string, where: ReturnType<typeof at>, found: boolean])[] = [
  [`10.0.0.1 ${one}`, at('10.0.0.1'), true],
  [`10.0.0.1 ${one}`, at('10.0.0.1', 2222), false],
  [`[10.0.0.1]:2222 ${one}`, at('10.0.0.1', 2222), true],
  [`db1,10.0.0.1 ${one} a comment`, at('10.0.0.1'), true],
  [`*.example.com,!bad.example.com ${one}`, at('a.example.com'), true],
  [`*.example.com,!bad.example.com ${one}`, at('bad.example.com'), false],
  [`10.0.0.? ${one}`, at('10.0.0.1'), true],
  [`10.0.0.? ${one}`, at('10.0.0.11'), false],
  [`${hashed('10.0.0.1')} ${one}`, at('10.0.0.1'), true],
  [`${hashed('[10.0.0.1]:2222')} ${one}`, at('10.0.0.1', 2222), true],
  [`${hashed('10.0.0.2')} ${one}`, at('10.0.0.1'), false],
  [`fd00::1 ${one}`, at('fd00::1'), true],
  [`[fd00::1]:2222 ${one}`, at('fd00::1', 2222), true],
  [`Host1 ${one}`, at('host1'), true],
  [`@cert-authority * ${one}`, at('10.0.0.1'), false],
  [`10.0.0.1 ssh-rsa ${one.split(' ')[1]}`, at('10.0.0.1'), false],
  ['10.0.0.1 ssh-ed25519 %%%', at('10.0.0.1'), false],
  [`# 10.0.0.1 ${one}`, at('10.0.0.1'), false],
]

describe('keysFor()', () => {
  for (const [line, where, found] of table) {
    test(`${found ? 'finds' : 'does not find'} ${knownName(where)} in ${line.slice(0, 40)}`, () => {
      assert.equal(keysFor(parseKnownHosts(`\n${line}\n`), where).trusted.length, found ? 1 : 0)
    })
  }

  test('tells revoked keys from trusted ones', () => {
    const known = keysFor(parseKnownHosts(`@revoked 10.0.0.1 ${one}\n10.0.0.1 ${two}`), at('10.0.0.1'))
    assert.deepEqual([known.revoked.length, known.trusted.length], [1, 1])
    assert.equal(verdictOn(keyOf(one), known), 'revoked')
    assert.equal(verdictOn(keyOf(two), known), 'known')
  })
})

test('verdictOn() calls another key changed, and unknown where nothing is known', () => {
  const known = keysFor(parseKnownHosts(`10.0.0.1 ${one}`), at('10.0.0.1'))
  assert.equal(verdictOn(keyOf(two), known), 'changed')
  assert.equal(verdictOn(keyOf(two), { trusted: [], revoked: [] }), 'unknown')
})

test('knownHostsLine() is read back', () => {
  const where = at('fd00::1', 22)
  const entries = parseKnownHosts(knownHostsLine(where, keyOf(one)))
  assert.equal(verdictOn(keyOf(one), keysFor(entries, where)), 'known')
})
