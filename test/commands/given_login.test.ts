import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { noteOnLogin, reachedFor } from '../../src/commands/given_login.js'
import type { Inventory, Machine } from '../../src/language/inventory.js'
import type { ClusterMeta } from '../../src/state/cluster_store.js'

const door = { kind: 'ssh', address: 'h', port: 22 } as const
const machines: readonly Machine[] = [
  { id: 'login@h', reach: { ...door, user: null, login: 'given' }, become: false },
  { id: 'h', reach: { ...door, user: 'tidb', login: 'cluster' }, become: false, after: 'login@h' },
  { id: 'control', reach: { kind: 'local' }, become: false },
]
const inventory: Inventory = { hosts: new Map(), groups: {}, machines: new Map(machines.map((one) => [one.id, one])) }

describe('reachedFor()', () => {
  test('a destroy that is given a login uses no other', () => {
    const reached = reachedFor({ options: { verb: 'destroy', user: 'ops' } }, inventory)
    assert.deepEqual(reached.machines.get('h'), {
      id: 'h',
      reach: { ...door, user: null, login: 'given' },
      become: false,
    })
    assert.deepEqual(reached.machines.get('control'), machines[2])
  })

  test('all others go their way', () => {
    assert.equal(reachedFor({ options: { verb: 'deploy', user: 'ops' } }, inventory), inventory)
    assert.equal(reachedFor({ options: { verb: 'destroy' } }, inventory), inventory)
  })
})

describe('noteOnLogin()', () => {
  const recorded = { name: 'prod', state: 'destroying', settings: { ssh: 'builtin' } } as ClusterMeta
  const options = { verb: 'destroy' }

  test('names the way on where a destroy was begun before', () => {
    assert.match(String(noteOnLogin({ options }, recorded)), /prod was being destroyed already.*--user NAME/)
  })

  test('says nothing otherwise', () => {
    assert.equal(noteOnLogin({ options }, null), null)
    assert.equal(noteOnLogin({ options }, { ...recorded, state: 'deployed' }), null)
    assert.equal(noteOnLogin({ options: { verb: 'start' } }, recorded), null)
    assert.equal(noteOnLogin({ options: { ...options, user: 'ops' } }, recorded), null)
  })
})
