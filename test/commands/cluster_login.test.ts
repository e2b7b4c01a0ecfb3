import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { begunId, clusterKeyOf } from '../../src/commands/cluster_login.js'
import type { Draft } from '../../src/commands/new_cluster.js'
import { saveClusterKey } from '../../src/state/cluster_key.js'
import type { ClusterSettings, ClusterStore } from '../../src/state/cluster_store.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

const meta = (ssh: ClusterSettings['ssh']) => ({
  name: 'prod',
  settings: { ssh, services: 'systemd', mirror: null } as const,
})
const storeIn = (folder: string) => ({ folder }) as ClusterStore
const id = '0123456789abcdef0123456789abcdef'
const draft = { id } as Draft

describe('clusterKeyOf()', () => {
  test('a cluster on this machine has none', async (context) => {
    const store = storeIn(temporaryFolder(context))
    assert.equal(await clusterKeyOf(meta('none'), { store, draft }), null)
  })

  test('a deploy makes one, which is saved by whoever uses it', async (context) => {
    const store = storeIn(temporaryFolder(context))
    const key = await clusterKeyOf(meta('builtin'), { store, draft })
    assert.ok(key?.isNew && key.publicKey.endsWith(` dmbook prod ${id}`))
    assert.equal(await clusterKeyOf(meta('builtin'), { store, draft: null }), null)
    const { isNew: _, ...pair } = key
    await saveClusterKey(pair)
    assert.deepEqual(await clusterKeyOf(meta('system'), { store, draft }), { ...pair, isNew: false })
  })

  test('begunId() is that of a deploy which was killed before there was a record', async (context) => {
    const store = storeIn(temporaryFolder(context))
    assert.equal(await begunId(store.folder), null)
    const key = await clusterKeyOf(meta('builtin'), { store, draft })
    assert.ok(key)
    await saveClusterKey(key)
    assert.equal(await begunId(store.folder), id)
    await saveClusterKey({ ...key, publicKey: 'ssh-ed25519 AAAA dmbook prod' })
    assert.equal(await begunId(store.folder), null)
  })
})
