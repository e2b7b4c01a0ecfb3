import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { underLock } from '../../src/commands/under_lock.js'
import { clusterStore } from '../../src/state/cluster_file_store.js'
import { stateFolder } from '../../src/state/folder.js'
import { lockStatus } from '../../src/state/lock.js'
import { withHome } from '../fakes/typed.js'

test('underLock() holds the lock of the cluster while it works, also when that fails', async () => {
  await withHome(async (home) => {
    const state = await stateFolder(home)
    const path = join(state.locks, 'prod.lock')
    const clock = { now: () => 5 }
    const cluster = { state, store: clusterStore(state, 'prod'), world: { clock } } as Parameters<typeof underLock>[1]
    const invocation = { commandLine: 'dmbook edit-config prod', settings: { user: 'me' } } as Parameters<
      typeof underLock
    >[0]
    const holder = await underLock(invocation, cluster, () => lockStatus(path))
    assert.deepEqual([holder?.command, holder?.since], ['dmbook edit-config prod', 5])
    await assert.rejects(
      underLock(invocation, cluster, () => Promise.reject(new Error('no'))),
      /no/,
    )
    assert.equal(await lockStatus(path), null)
  })
})
