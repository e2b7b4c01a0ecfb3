import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Invocation } from '../../src/cli/io.js'
import { adoptedDraft } from '../../src/commands/adoption.js'
import { realWorld } from '../../src/commands/real_world.js'
import { takeover } from '../../src/commands/takeover.js'
import { tiupClusters } from '../../src/commands/tiup_clusters.js'
import { clusterStore } from '../../src/state/cluster_file_store.js'
import { stateFolder } from '../../src/state/folder.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { putTiupCluster } from '../fakes/tiup_home.js'
import { recordedIo, withHome } from '../fakes/typed.js'
import { root } from '../shape/imports.js'

test('takeover() is an operation on a cluster that is not recorded, by the key that came with it', async (context) => {
  const tiup = temporaryFolder(context)
  putTiupCluster(tiup, 'prod')
  const [cluster] = await tiupClusters(tiup, [])
  assert.ok(cluster)
  await withHome(async (home) => {
    const state = await stateFolder(home)
    const store = clusterStore(state, 'prod')
    const draft = adoptedDraft(cluster, { recorded: null, newId: 'c0ffee', ssh: null, mirror: '/m' })
    const settings = {
      packageRoot: root,
      user: 'me',
      sshTimeoutMs: 1,
      waitTimeoutMs: 2,
      mirror: null,
      home,
      userHome: '/',
    }
    const invocation = {
      options: {},
      settings,
      commandLine: 'adopt prod',
      io: recordedIo().io,
    } as unknown as Invocation
    const taken = { state, store, world: realWorld(), draft, key: { privateKey: 'P', publicKey: 'ssh-rsa A' } }
    const { operation, ssh } = await takeover(invocation, 'adopt', taken)
    assert.deepEqual([operation.title, operation.cluster, operation.tools.draft?.id], ['adopt', 'prod', 'c0ffee'])
    assert.deepEqual(operation.inventory.groups.machines, ['10.0.0.1', '10.0.0.2'])
    assert.ok(ssh)
    assert.equal(await store.load(), null)
  })
})
