// The cluster's record as modules change it: loaded right before it is saved, since the same run saves it often.

import type { ClusterMeta, ClusterStore } from '../state/cluster_store.js'
import { ModuleError } from './module.js'
import type { Tools } from './tools.js'

export function recordStore({ cluster }: Tools): ClusterStore {
  if (cluster) return cluster
  throw new ModuleError('cannot keep a record as this run has no cluster')
}

/** Throws a ModuleError where the run has no cluster, or the cluster no record. */
export async function recordOf(tools: Tools): Promise<ClusterMeta> {
  const meta = await recordStore(tools).load()
  if (meta) return meta
  throw new ModuleError('cannot note anything as the cluster has no record')
}

export async function changeRecord(tools: Tools, change: (meta: ClusterMeta) => ClusterMeta): Promise<void> {
  await recordStore(tools).save(change(await recordOf(tools)))
}
