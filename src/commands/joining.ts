// A cluster that gets new nodes from a file: what it will be, and the inventory in which the new ones have groups of
// their own. A node that is there already, the same in every word, is nothing new.

import { DmbookError, problemText } from '../core/error.js'
import { instanceIds, mergedTopology } from '../dm/merge.js'
import { storedTopology } from '../dm/stored_topology.js'
import { parseTopology } from '../dm/topology.js'
import type { Inventory, Json } from '../language/inventory.js'
import type { ClusterMeta } from '../state/cluster_store.js'
import { type Around, baseOf, inventoryOf } from './cluster.js'
import { type Draft, refuseShared, topologyText } from './new_cluster.js'

interface NewNodes {
  /** the file's path */
  readonly file: string
  readonly around: Around
  warn(text: string): void
}

/** Says warnings; throws every problem of the file, each of a node that collides with one that is there among them. */
export async function grownCluster(recorded: ClusterMeta, { file, around, warn }: NewNodes): Promise<Draft> {
  const base = baseOf(recorded, around)
  const cluster = storedTopology(recorded)
  const text = await topologyText(file)
  const { topology: part, warnings } = parseTopology({ file, text }, { mode: 'scale-out', base, cluster })
  for (const warning of warnings) warn(`warning: ${problemText(warning)}`)
  const grown = mergedTopology(cluster, part)
  const { serial: _, state: __, ...kept } = recorded
  const before = instanceIds(cluster)
  const topology: Json = JSON.parse(JSON.stringify(grown))
  const masters = inventoryOf({ ...recorded, topology }, around).groups['dm-master'] ?? []
  const joined = [...(recorded.joined ?? []), ...masters.filter((id) => !before.includes(id))]
  const draft: Draft = { ...kept, topology, joined }
  if (instanceIds(part).length === 0) throw nothingNew(file)
  await refuseShared(draft, around)
  return draft
}

/** Groups beside the usual: `joining`, `joining_exporters`, `joining_machines`, `joining_logins`. */
export function joiningInventory(draft: Draft, recorded: ClusterMeta, around: Around): Inventory {
  const before = inventoryOf(recorded, around)
  const inventory = inventoryOf(draft, around)
  const fresh = (group: string): string[] => (inventory.groups[group] ?? []).filter((id) => !before.hosts.has(id))
  return {
    ...inventory,
    groups: {
      ...inventory.groups,
      joining: fresh('all'),
      joining_exporters: [...fresh('node_exporter'), ...fresh('blackbox_exporter')],
      joining_machines: fresh('machines'),
      joining_logins: fresh('logins'),
    },
  }
}

function nothingNew(file: string): DmbookError {
  return new DmbookError(`cannot add nodes as ${file} names none`, {
    code: 'E-TOPOLOGY',
    exit: 'input',
    hint: 'write the new nodes as in a topology, under master_servers, worker_servers and so on',
  })
}
