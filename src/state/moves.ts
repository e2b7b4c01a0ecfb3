// What a run notes of sources in the cluster's record: who had which one before it disturbed any worker, and which tasks
// it may have paused to move one. A run that is killed leaves that there; the next one resumes what it owes.

import type { ClusterMeta } from './cluster_store.js'

/** Source → the member that had it. */
export type Bindings = Readonly<Record<string, string>>

/** The record with these bindings noted, or struck out. */
export function withBindings({ bindings: _, ...meta }: ClusterMeta, bindings: Bindings | null): ClusterMeta {
  return bindings === null ? meta : { ...meta, bindings }
}

/** The record with the tasks of a source that must run when it has moved; struck out where there are none. */
export function withMove(meta: ClusterMeta, source: string, tasks: readonly string[]): ClusterMeta {
  const { [source]: _, ...others } = meta.moving ?? {}
  const moving = tasks.length > 0 ? { ...others, [source]: tasks } : others
  const { moving: __, ...kept } = meta
  return Object.keys(moving).length > 0 ? { ...kept, moving } : kept
}
