// What a run has taken out of service, kept in the cluster's record before it does so: a run that
// is killed leaves it there, and the next one knows what to put right and what it finds down on purpose.

import type { ClusterMeta } from './cluster_store.js'

/** Absent: nothing of the kind. */
export interface Withdrawal {
  /** this dm-master was told not to lead: an in-memory flag that no API shows; a restart clears it too */
  readonly evicted?: true
  /** it was stopped, and is to serve again */
  readonly out?: true
}

export type WithdrawalKind = keyof Withdrawal

export const withdrawalOf = (meta: ClusterMeta | null, id: string): Withdrawal => meta?.withdrawn?.[id] ?? {}

/** The record with one thing more, or struck out. `withdrawn` is absent where nothing is. */
export function withWithdrawal(
  meta: ClusterMeta,
  id: string,
  { kind, on }: { kind: WithdrawalKind; on: boolean },
): ClusterMeta {
  const { [kind]: _, ...others } = withdrawalOf(meta, id)
  const work: Withdrawal = on ? { ...others, [kind]: true } : others
  const { [id]: __, ...rest } = meta.withdrawn ?? {}
  const all = Object.keys(work).length > 0 ? { ...rest, [id]: work } : rest
  const { withdrawn: ___, ...kept } = meta
  return Object.keys(all).length > 0 ? { ...kept, withdrawn: all } : kept
}
