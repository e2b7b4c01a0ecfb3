import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Facts } from '../../src/hosts/host.js'
import type { Machine } from '../../src/language/inventory.js'
import { identityProblems, type Reached } from '../../src/run/identity.js'

type Identity = Partial<Pick<Facts, 'machine_id' | 'boot_id' | 'uid'>>

function reached(id: string, identity: Identity = {}, more: Partial<Machine> = {}): Reached {
  const reach = { kind: 'ssh', address: id, port: 22, user: null, login: 'cluster' } as const
  const facts = { machine_id: id, boot_id: `boot of ${id}`, uid: 0, hostname: id, ...identity } as Facts
  return { machine: { id, reach, become: false, ...more }, facts }
}

const problems = (...all: Reached[]) => identityProblems(all).map(({ message }) => message.replace(/:.*/s, ''))
const one = { machine_id: 'm', boot_id: 'b' }

describe('identityProblems()', () => {
  test('two addresses of one machine are a problem', () => {
    assert.deepEqual(problems(reached('a', one), reached('c'), reached('b', one)), [
      'cannot use both a and b as they are one machine',
    ])
  })

  const fine: Readonly<Record<string, readonly Reached[]>> = {
    'another user': [reached('a', one), reached('b', { ...one, uid: 1000 })],
    'a clone that was booted by itself': [reached('a', one), reached('b', { ...one, boot_id: 'other' })],
    'machines that do not say': [reached('a', { machine_id: '' }), reached('b', { machine_id: '' })],
    'both logins of one machine': [
      reached('a', one),
      reached('login@a', one, { reach: { kind: 'ssh', address: 'a', port: 22, user: null, login: 'given' } }),
    ],
    'hosts on this machine': [reached('a', one), reached('b', one, { reach: { kind: 'local' } })],
  }
  for (const [name, all] of Object.entries(fine)) test(`${name}: fine`, () => assert.deepEqual(problems(...all), []))

  test('another machine than the one that is recorded is a problem', () => {
    const [problem] = identityProblems([reached('a', { machine_id: 'new' }, { machineId: 'old' })])
    assert.equal(problem?.exit, 'identity')
    assert.match(problem?.message ?? '', /its machine-id is new \(a\), recorded is old$/)
    assert.deepEqual(problems(reached('a', { machine_id: 'old' }, { machineId: 'old' })), [])
  })
})
