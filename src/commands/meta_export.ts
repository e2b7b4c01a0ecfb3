// `meta export NAME --tiup`: the way back. Writes what `tiup dm` needs to go on with the cluster into its storage; nothing
// is contacted, and dmbook keeps the cluster as well.

import { join } from 'node:path'
import type { Invocation } from '../cli/io.js'
import { DmbookError, exitCodes } from '../core/error.js'
import { storedTopology } from '../dm/stored_topology.js'
import { tiupMetaText } from '../dm/tiup_meta_text.js'
import { readClusterKey } from '../state/cluster_key.js'
import type { ClusterMeta } from '../state/cluster_store.js'
import { keptPackagePath } from '../state/kept_packages.js'
import { type TiupRecord, tiupMetaIn, writeTiupRecord } from '../state/tiup_export.js'
import { tiupClustersFolder } from '../state/tiup_storage.js'
import { readAuthority, readTlsIdentity } from '../state/tls_files.js'
import { openCluster } from './cluster.js'
import { confirmed } from './confirmed.js'
import { tiupFolder } from './tiup_clusters.js'
import { underLock } from './under_lock.js'

export async function exportMeta(invocation: Invocation): Promise<number> {
  const { io, settings, options } = invocation
  if (options.tiup !== true) throw usage()
  const cluster = await openCluster(invocation)
  const { meta, store } = cluster
  refuseForeign(meta)
  const dir = tiupFolder(invocation, 'to')
  const clusters = (await tiupClustersFolder(dir)) ?? join(dir, 'storage', 'dm', 'clusters')
  const folder = join(clusters, meta.name)
  const record = await recordFor(meta, store.folder)
  const before = await tiupMetaIn(folder)
  if (before !== null && before !== record.meta)
    await confirmed(
      invocation,
      `Write ${meta.name} over what tiup dm knows of it in ${folder}? The older meta.yaml is kept.`,
    )
  const changed = await underLock(invocation, cluster, () =>
    writeTiupRecord(folder, record, new Date(cluster.world.clock.now())),
  )
  if (settings.json) io.say(JSON.stringify({ schema: 'dmbook/meta-export/v1', cluster: meta.name, folder, changed }))
  else
    io.say(
      changed
        ? `${meta.name} is in ${folder}: tiup dm can go on with it.`
        : `${meta.name} is in ${folder} already. Nothing had to change.`,
    )
  return exitCodes.ok
}

async function recordFor(meta: ClusterMeta, folder: string): Promise<TiupRecord> {
  const key = await readClusterKey(folder)
  const marked = Object.entries(meta.marks).flatMap(([id, mark]) => (mark.patched === undefined ? [] : [id]))
  const text = tiupMetaText({
    user: meta.user,
    version: meta.version,
    topology: storedTopology(meta),
    sshType: meta.settings.ssh,
    patched: marked,
    machines: meta.machines,
    base: { kind: 'tiup' },
  })
  const patches = Object.entries(meta.kept ?? {}).map(([component, kept]) => ({
    component,
    path: keptPackagePath(folder, kept),
  }))
  const [authority, client] = await Promise.all([readAuthority(folder), readTlsIdentity(folder)])
  const tls = authority && client ? { authority, client } : null
  return { meta: text, key: key && { privateKey: key.privateKey, publicKey: key.publicKey }, tls, patches }
}

/** TiUP knows no other services than systemd's, and no half a cluster. */
function refuseForeign({ name, settings, state }: ClusterMeta): void {
  const why =
    settings.services === 'supervised'
      ? 'its processes are supervised, which tiup dm cannot do'
      : state === 'deployed'
        ? null
        : `it is not whole: it was left while ${state}`
  if (why === null) return
  throw new DmbookError(`cannot export ${name} as ${why}`, { code: 'E-EXPORT', exit: 'refused' })
}

const usage = (): DmbookError =>
  new DmbookError('cannot export a record as there is no form to choose from but --tiup', {
    code: 'E-USAGE',
    exit: 'input',
    hint: 'dmbook meta export NAME --tiup [--to DIR]',
  })
