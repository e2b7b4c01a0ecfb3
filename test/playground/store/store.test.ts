import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NoQuorum } from '../../../src/playground/store/store.js'
import { MemoryNet, until } from '../memory_raft.js'
import { code } from '../states.js'

test('Store passes proposals, renewals and barriers on to the coordinator', async (t) => {
  const net = new MemoryNet(['m1', 'm2', 'm3'])
  t.after(() => net.killAll())
  net.startAll()
  const first = await until(() => net.coordinator())
  const { store } = net.get(net.names.find((name) => name !== first) ?? '')
  await store.propose({ kind: 'grant', lease: 'l', ttlMs: 60_000 })
  assert.ok(store.state.leases.l)
  assert.equal(await store.renew('l'), true)
  assert.equal(await store.renew('unknown'), false)
  assert.equal(await store.barrier(500), true)
  await assert.rejects(store.propose({ kind: 'remove_worker', name: 'w' }), code(46004))
})

test('Store: newerThan() wakes when something is agreed, and at its deadline', async (t) => {
  const net = new MemoryNet(['m1'])
  t.after(() => net.killAll())
  const { store } = net.start('m1')
  await store.newerThan(-1, 5000)
  assert.ok(store.index >= 0)
  const index = store.index
  await store.newerThan(index, 20)
  assert.equal(store.index, index)
  const woken = store.newerThan(index, 5000)
  await store.propose({ kind: 'grant', lease: 'l', ttlMs: 60_000 })
  await woken
})

test('NoQuorum speaks like etcd', () => {
  assert.equal(new NoQuorum().message, 'etcdserver: request timed out')
})
