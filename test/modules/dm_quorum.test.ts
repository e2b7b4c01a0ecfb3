import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Members } from '../../src/hosts/dm_api.js'
import { dmQuorum } from '../../src/modules/dm_quorum.js'
import { completed } from '../contract/modules.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeDm, master } from './fake_dm.js'
import { type FakeStore, fakeStore } from './fake_store.js'
import { fakeInstance, fakeTools } from './fake_tools.js'

interface Case {
  /** every master's /health, by address; a is the one that is to stop */
  readonly health: Readonly<Record<string, boolean | null>>
  readonly registered?: number
  readonly cluster?: FakeStore
  readonly mending?: boolean
  readonly allow?: readonly string[]
}

function ask({ health, registered, cluster = fakeStore(), mending = false, allow = [] }: Case) {
  const addresses = Object.keys(health)
  const members: Members = {
    leader: 'm1',
    masters: Array.from({ length: registered ?? addresses.length }, (_, index) => master(`m${index}`)),
    workers: [],
  }
  const dm = {
    ...fakeDm({ members }, addresses),
    health: async (address: string) => health[address] ?? null,
    status: async () => (health.a === null ? null : new Map()),
  }
  const host = fakeInstance({ id: 'a', role: 'dm-master', member: 'm0', vars: {} })
  return dmQuorum.read(fakeHost(), completed(dmQuorum, { mending, allow }), fakeTools({ dm, host, cluster }))
}

describe('dm_quorum', () => {
  const spared: readonly (readonly [string, Case, number])[] = [
    ['of three when the others are healthy', { health: { a: true, b: true, c: true } }, 2],
    ['of three when it is down itself', { health: { a: null, b: true, c: true } }, 2],
    ['of five with one other down', { health: { a: true, b: true, c: true, d: true, e: null } }, 3],
    ['of two when the other is healthy', { health: { a: true, b: true } }, 1],
    ['of two when it is down itself, so that nobody has a quorum', { health: { a: null, b: false } }, 0],
    ['alone', { health: { a: true } }, 0],
  ]
  for (const [name, given, needed] of spared) {
    test(`spares one ${name}`, async () => assert.equal(Object(await ask(given)).needed, needed))
  }

  const refused: readonly (readonly [string, Case])[] = [
    ['of three with another down', { health: { a: true, b: true, c: null } }],
    ['of three with another that has no quorum', { health: { a: true, b: true, c: false } }],
    ['of four with another down', { health: { a: true, b: true, c: true, d: null } }],
    ['of two with the other down', { health: { a: true, b: null } }],
    [
      'of three where a fourth is registered that no topology names',
      { health: { a: true, b: true, c: true }, registered: 4 },
    ],
  ]
  for (const [name, given] of refused) {
    test(`refuses to spare one ${name}`, async () => {
      await assert.rejects(ask(given), /^ModuleError: cannot stop a as DM would lose its quorum: of \d masters/)
    })
  }

  test('is overruled by whoever knows better', async () => {
    assert.equal(Object(await ask({ health: { a: true, b: true, c: null }, allow: ['quorum'] })).needed, 2)
  })

  test('says who is missing, and what to do', async () => {
    await assert.rejects(ask({ health: { a: true, b: true, c: null } }), {
      message: 'cannot stop a as DM would lose its quorum: of 3 masters 1 other is healthy, 2 must be; not healthy: c',
      hint: 'bring back what is down first: dmbook start prod; or overrule this: --allow quorum',
    })
  })

  test('says how to go on where the whole cluster is stopped', async () => {
    await assert.rejects(ask({ health: { a: null, b: null, c: null }, cluster: fakeStore({}) }), {
      hint: 'start it first: dmbook start prod; where all of it is to stay stopped, patch and upgrade take --offline; or overrule this: --allow quorum',
    })
  })

  test('counts in what this run mends first, where it is asked to', async () => {
    const cluster = fakeStore({ withdrawn: { c: { out: true } } })
    const health = { a: true, b: true, c: null }
    assert.equal(Object(await ask({ health, cluster, mending: true })).healthy, 2)
    await assert.rejects(ask({ health, cluster }))
  })
})
