import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { clockSkew, parseFacts } from '../../src/hosts/facts.js'

const asked = { askedAt: 1_700_000_000_000, answeredAt: 1_700_000_000_040 }

describe('parseFacts()', () => {
  test('reads an answer', () => {
    const answer = `began=1700000000010000000
hostname=h1
arch=x86_64
os=Linux
kernel=6.1.0-18-amd64
distribution="rocky"
version='9.3'
systemd=systemd 252 (252.22-1~deb12u1)
user=tidb
uid=1001
home=/home/tidb
cpus=8
memory=16384000
address=172.19.0.101
address=fd00::101
machine_id=0123
boot_id=4567
ended=1700000000030000000
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
    const facts = parseFacts('arch=riscv64\nuid=1; rm\nsystemd=\n\nnoise without sign\n=\n', asked)
    assert.deepEqual(
      [facts.arch, facts.uid, facts.systemd, facts.hostname, facts.addresses, facts.memory_bytes],
      ['riscv64', 0, null, '', [], 0],
    )
    assert.ok(Number.isNaN(facts.clock_skew_ms))
  })
})

describe('clockSkew()', () => {
  const table: readonly (readonly [string, number, number, number])[] = [
    ['no proven difference', 10, 30, 0],
    ['the machine is ahead', 5_010, 5_030, 5_000],
    ['the machine is behind', -4_990, -4_970, -5_000],
    ['a day ahead', 86_400_020, 86_400_020, 86_400_000],
    ['a coarse clock', -500, 30, -255],
  ]
  for (const [name, began, ended, skew] of table) {
    test(name, () => {
      const machine = { beganAt: asked.askedAt + began, endedAt: asked.askedAt + ended }
      assert.equal(clockSkew(machine, asked), skew)
    })
  }
})
