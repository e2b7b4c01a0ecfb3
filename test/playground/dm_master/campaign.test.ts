import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Campaign } from '../../../src/playground/dm_master/campaign.js'
import { MemoryNet, memoryLog, until } from '../memory_raft.js'

test('Campaign: eviction hands the lead to the next, is repeatable, and can be cancelled', async (t) => {
  const net = new MemoryNet(['m1'])
  t.after(() => net.killAll())
  const { store } = net.start('m1')
  const campaigns = ['a', 'b'].map((name) => {
    const now = () => performance.now()
    return new Campaign({ store, log: memoryLog(), name, address: `${name}:1`, ttlMs: 60_000, renewMs: 5000, now })
  })
  const [a, b] = campaigns
  assert.ok(a && b)
  void a.run()
  await until(() => (a.leading ? true : undefined))
  void b.run()
  await until(() => (store.state.candidates.length === 2 ? true : undefined))
  assert.equal(b.isHead, false)
  a.evict()
  a.evict()
  await until(() => (b.leading && !a.leading ? true : undefined))
  assert.deepEqual(
    store.state.candidates.map((candidate) => candidate.name),
    ['b'],
  )
  a.cancelEviction()
  await until(() => (store.state.candidates.length === 2 ? true : undefined))
  await b.stop()
  await until(() => (a.leading ? true : undefined))
  await a.stop()
  assert.deepEqual(store.state.leases, {})
})

test('Campaign: a session that lapsed is opened anew', async (t) => {
  const net = new MemoryNet(['m1'])
  t.after(() => net.killAll())
  const { store } = net.start('m1')
  const campaign = new Campaign({
    store,
    log: memoryLog(),
    name: 'a',
    address: 'a:1',
    ttlMs: 60_000,
    renewMs: 10,
    now: () => performance.now(),
  })
  void campaign.run()
  await until(() => (campaign.leading ? true : undefined))
  const [lease = ''] = Object.keys(store.state.leases)
  await store.propose({ kind: 'revoke', lease })
  await until(() => (campaign.leading && store.state.leases[lease] === undefined ? true : undefined))
  await campaign.stop()
})
