import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { clockSkew, parseFacts } from '../../src/hosts/facts.js'

const asked = { askedAt: 1_700_000_000_000, answeredAt: 1_700_000_000_040 }

describe('parseFacts()', () => {
  test('reads an answer', () => {
    const answer = `clock=1700000000020000000
uname=Linux 6.1.0-18-amd64 x86_64
id=uid=1001(tidb) gid=1001(tidb) groups=1001(tidb),27(sudo)
home=/home/tidb
hostname=h1
memory=MemTotal:       16384000 kB
cpus=0-3,6,8-10
ID="rocky"
VERSION_ID='9.3'
systemd=252.so
2: host0    inet 172.19.0.101/24 brd 172.19.0.255 scope global host0\\       valid_lft forever preferred_lft forever
2: host0    inet6 fd00::101/64 scope global \\       valid_lft forever preferred_lft forever
machine_id=0123
boot_id=4567
`
    assert.deepEqual(parseFacts(answer, asked), {
      hostname: 'h1',
      arch: 'amd64',
      os: 'linux',
      kernel: '6.1.0-18-amd64',
      distribution: 'rocky',
      version: '9.3',
      systemd: 252,
      user: 'tidb',
      uid: 1001,
      home: '/home/tidb',
      cpus: 8,
      memory_bytes: 16_777_216_000,
      addresses: ['172.19.0.101', 'fd00::101'],
      machine_id: '0123',
      boot_id: '4567',
      clock_skew_ms: 0,
    })
  })

  test('what the machine does not say, or says wrongly, is empty', () => {
    const facts = parseFacts('uname=Linux 6 riscv64\nid=1; rm\nsystemd=\n\nnoise without sign\n=\n', asked)
    assert.deepEqual(
      [facts.arch, facts.uid, facts.user, facts.systemd, facts.hostname, facts.addresses, facts.memory_bytes],
      ['riscv64', 0, '', null, '', [], 0],
    )
    assert.equal(facts.cpus, 0)
    assert.ok(Number.isNaN(facts.clock_skew_ms))
  })

  test('takes what other tools say in their own words', () => {
    const facts = parseFacts('id=uid=77 gid=77\nsystemd 219\naddresses=10.0.0.1 fd00::1 \ncpus=0\n', asked)
    assert.deepEqual(
      [facts.uid, facts.user, facts.systemd, facts.addresses, facts.cpus],
      [77, '77', 219, ['10.0.0.1', 'fd00::1'], 1],
    )
  })
})

describe('clockSkew()', () => {
  const table: readonly (readonly [string, number, number])[] = [
    ['no proven difference', 10, 0],
    ['the machine is ahead', 5_020, 5_000],
    ['the machine is behind', -4_980, -5_000],
    ['a day ahead', 86_400_020, 86_400_000],
    ['a coarse clock', -500, -520],
  ]
  for (const [name, read, skew] of table) {
    test(name, () => assert.equal(clockSkew(asked.askedAt + read, asked), skew))
  }
})
