// Lets masters lead again that an interrupted run had told not to: the first thing every run does that may change
// anything. What does not answer keeps its note, as a later run may reach it.

import type { DmApi } from '../hosts/dm_api.js'
import type { Inventory } from '../language/inventory.js'
import type { ClusterStore } from '../state/cluster_store.js'
import { withWithdrawal } from '../state/withdrawn.js'

interface Debtor {
  readonly cluster: ClusterStore | null
  readonly dm: DmApi | null
}

/** Gives the ids of the masters that may lead again. Throws what the store throws. */
export async function settleEvictions({ cluster, dm }: Debtor, inventory: Inventory): Promise<readonly string[]> {
  const withdrawn = Object.entries((await cluster?.load())?.withdrawn ?? {})
  const evicted = withdrawn.flatMap(([id, work]) => (work.evicted ? [id] : []))
  if (!cluster || !dm) return []
  const settled: string[] = []
  for (const id of evicted) {
    if (await mayLeadAgain(dm, String(inventory.hosts.get(id)?.vars.api_address ?? id))) settled.push(id)
  }
  for (const id of settled) await strikeOut(cluster, id)
  return settled
}

async function mayLeadAgain(dm: DmApi, address: string): Promise<boolean> {
  if ((await dm.status(address)) === null) return false
  return dm.cancelEvict(address).then(
    () => true,
    () => false,
  )
}

async function strikeOut(cluster: ClusterStore, id: string): Promise<void> {
  const meta = await cluster.load()
  if (meta) await cluster.save(withWithdrawal(meta, id, { kind: 'evicted', on: false }))
}
