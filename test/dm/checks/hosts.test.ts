import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hosts } from '../../../src/dm/checks/hosts.js'
import { findingsOf } from './findings_of.js'

const masters = (...items: string[]): string => `master_servers: [${items.map((item) => `{${item}}`)}]\n`

describe('hosts()', () => {
  const fine: [string, string][] = [
    ['different hosts', masters('host: a', 'host: b')],
    ['one host twice', masters('host: a', 'host: a, port: 1')],
    ['two hosts behind one manage_host', masters('host: a, manage_host: m', 'host: b, manage_host: m')],
    ['an address to listen on', `global: {listen_host: 127.0.0.1}\n${masters('host: 127.0.0.1')}`],
  ]
  for (const [what, text] of fine) test(`takes ${what}`, () => assert.deepEqual(findingsOf(hosts, text), []))

  const refused: [string, string, RegExp][] = [
    ['an address that is none', masters('host: 10.0.0.300'), /neither a host name nor an IP address: "10\.0\.0\.300"/],
    [
      'an address to listen on that is none',
      `global: {listen_host: 1.2.3}\n${masters('host: a')}`,
      /global\.listen_host: listen_host is neither/,
    ],
    ['our own word', masters('host: control'), /means the machine that runs dmbook/],
    [
      'two words for this machine',
      masters('host: localhost', 'host: 127.0.0.1'),
      /"127\.0\.0\.1" and "localhost" are one machine/,
    ],
    ['two spellings of IPv6', masters('host: fd00::1', 'host: FD00:0::1'), /"FD00:0::1" and "fd00::1" are one machine/],
    ['a name in capitals', masters('host: dm1', 'host: DM1'), /"DM1" and "dm1" are one machine/],
    ['a host reached two ways', masters('host: a', 'host: a, manage_host: m'), /host a is managed as m and as a/],
    ['two ssh ports', masters('host: a', 'host: a, ssh_port: 23'), /a has two ssh ports: 22 and 23/],
    ['two architectures', masters('host: a, arch: amd64', 'host: a, arch: arm64'), /a cannot be amd64 and arm64/],
  ]
  for (const [what, text, found] of refused) {
    test(`refuses ${what}`, () => assert.match(findingsOf(hosts, text).join('\n'), found))
  }
})

test('hosts() lets one instance say the architecture for its machine', () => {
  assert.deepEqual(findingsOf(hosts, masters('host: a', 'host: a, arch: x86_64')), [])
})
