import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OwedWork } from '../../src/run/owed.js'
import type { OwedWish } from '../../src/state/cluster_store.js'
import { memoryStore } from '../fakes/memory_store.js'
import { emptyRecord } from '../state/records.js'

const old: OwedWish = { wants: 'stopped', since: 1, run: 'r0' }

function work(before: Readonly<Record<string, OwedWish>> = {}) {
  const store = memoryStore({ ...emptyRecord('c1'), owed: before })
  return { store, owed: new OwedWork({ store, before, run: 'r1', fence: null, now: () => 7 }) }
}

test('keep() writes wishes once', async () => {
  const { store, owed } = work()
  owed.owes('a', 'stopped')
  owed.owes('b', 'stopped')
  await owed.keep()
  await owed.keep()
  const wish = { wants: 'stopped', since: 7, run: 'r1' }
  assert.deepEqual([store.meta()?.owed, store.saves], [{ a: wish, b: wish }, 1])
})

test('keep() replaces a wish, and keeps the date of one that stays', async () => {
  const { store, owed } = work({ a: old, b: old })
  owed.owes('a', 'running')
  owed.owes('b', 'stopped')
  await owed.keep()
  assert.deepEqual(store.meta()?.owed, { a: { wants: 'running', since: 7, run: 'r1' }, b: old })
})

test('keep() leaves no trace of what is settled, and no write where nothing was owed', async () => {
  const { store, owed } = work({ a: old })
  owed.settled('b')
  await owed.keep()
  assert.equal(store.saves, 0)
  owed.settled('a')
  await owed.keep()
  assert.deepEqual([store.saves, 'owed' in (store.meta() ?? {})], [1, false])
})

test('keep() has nothing to write into once the cluster is forgotten', async () => {
  const { store, owed } = work()
  owed.owes('a', 'stopped')
  await store.forget()
  await owed.keep()
  assert.equal(store.meta(), null)
})
