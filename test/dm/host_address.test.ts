import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { canonicalHost, hostPort, isLoopback, validHost } from '../../src/dm/host_address.js'

describe('validHost()', () => {
  for (const host of [
    'dm1',
    'dm-1.example.com',
    'dm_1',
    '10.0.0.1',
    '::1',
    'fd00::1',
    'fe80::1%eth0',
    'example.com.',
  ]) {
    test(`takes ${host}`, () => assert.equal(validHost(host), true))
  }
  for (const host of ['', '-x', 'a..b', '10.0.0.300', '10.0.0', '[::1]', 'a b', 'x-', '1:2', 'a/b', 'x'.repeat(64)]) {
    test(`refuses ${JSON.stringify(host)}`, () => assert.equal(validHost(host), false))
  }
})

describe('canonicalHost()', () => {
  const cases: [string, string][] = [
    ['DM1.Example.com.', 'dm1.example.com'],
    ['FD00:0:0::0001', 'fd00::1'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['127.0.0.1', 'localhost'],
    ['127.9.9.9', 'localhost'],
    ['::1', 'localhost'],
    ['::ffff:127.0.0.1', 'localhost'],
    ['LOCALHOST', 'localhost'],
    ['10.0.0.1', '10.0.0.1'],
  ]
  for (const [host, canonical] of cases) {
    test(`makes ${canonical} of ${host}`, () => assert.equal(canonicalHost(host), canonical))
  }
})

test('hostPort() brackets IPv6', () => {
  assert.equal(hostPort('10.0.0.1', 8261), '10.0.0.1:8261')
  assert.equal(hostPort('fd00::1', 8261), '[fd00::1]:8261')
  assert.equal(hostPort('', 9100), ':9100')
})

test('isLoopback() knows this machine only', () => {
  assert.deepEqual(['localhost', '127.0.0.2', '::1', '10.0.0.1', 'dm1'].map(isLoopback), [
    true,
    true,
    true,
    false,
    false,
  ])
})
