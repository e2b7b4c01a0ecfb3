import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proposed, watch } from '../../../src/playground/dm_master/watch.js'
import { fakeMaster } from '../fake_master.js'

test('watch() tells a worker what it is to do, proposed() takes only what is a worker’s', async (t) => {
  const { master, close } = await fakeMaster()
  t.after(close)
  const { store } = master
  const ask = async (lease = '') => JSON.parse((await watch(store, { worker: 'w1', lease, index: -1, waitMs: 0 })).text)
  assert.equal((await ask()).worker, null)
  await store.propose({ kind: 'register_worker', name: 'w1', address: 'h:1' })
  assert.equal((await proposed(store, { kind: 'grant', lease: 'l', ttlMs: 60_000 })).status, 200)
  assert.equal((await proposed(store, { kind: 'keep_worker', name: 'w1', lease: 'l' })).status, 200)
  await store.propose({ kind: 'add_source', id: 's1', config: '' })
  await store.propose({ kind: 'add_task', name: 't', config: '', mode: 'incremental', sources: ['s1'] })
  const told = await ask('l')
  assert.equal(told.leaseAlive, true)
  assert.equal(told.source.id, 's1')
  assert.deepEqual(told.assigned[0].task, { name: 't', mode: 'incremental' })
  assert.equal((await ask('gone')).leaseAlive, false)
  assert.equal((await proposed(store, { kind: 'remove_worker', name: 'w1' } as never)).status, 400)
  assert.equal((await proposed(store, { kind: 'keep_worker', name: 'wx', lease: 'l' })).status, 409)
})
