// A cluster that gets new nodes from a file: what it will be, and the inventory in which the new ones have groups of
// their own. A node that is there already, the same in every word, is nothing new.

import { join } from 'node:path'
import { DmbookError, problemText } from '../core/error.js'
import { instanceIds, mergedTopology } from '../dm/merge.js'
import { storedTopology } from '../dm/stored_topology.js'
import { parseTopology } from '../dm/topology.js'
import type { Host, Inventory, Json } from '../language/inventory.js'
import type { ClusterMeta } from '../state/cluster_store.js'
import { keptPackagePath } from '../state/kept_packages.js'
import { type Around, baseOf, inventoryOf } from './cluster.js'
import { type Draft, refuseShared, topologyText } from './new_cluster.js'

interface NewNodes {
  /** the file's path, or what its text is called in messages */
  readonly file: string
  /** in place of what is in the file */
  readonly text?: string
  readonly around: Around
  warn(text: string): void
}

/** Says warnings; throws every problem of the file, each of a node that collides with one that is there among them. */
export async function grownCluster(recorded: ClusterMeta, { file, around, warn, ...given }: NewNodes): Promise<Draft> {
  const base = baseOf(recorded, around)
  const cluster = storedTopology(recorded)
  const text = given.text ?? (await topologyText(file))
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

/**
 * Groups beside the usual: `joining`, `joining_exporters`, `joining_machines`, `joining_logins`, and `joining_doors`: by
 * whom each machine of theirs is looked at first, a new one by the login that was given.
 */
export function joiningInventory(draft: Draft, recorded: ClusterMeta, around: Around): Inventory {
  const before = inventoryOf(recorded, around)
  const inventory = inventoryOf(draft, around)
  const fresh = (group: string): string[] => (inventory.groups[group] ?? []).filter((id) => !before.hosts.has(id))
  const joining = fresh('all')
  const kept = keptPackages(draft, join(around.state.clusters, draft.name))
  const hosts = [...inventory.hosts.values()].map((host) => ({ ...host, vars: { ...host.vars, ...kept(host) } }))
  const groups = {
    joining,
    joining_exporters: [...fresh('node_exporter'), ...fresh('blackbox_exporter')],
    joining_machines: fresh('machines'),
    joining_logins: fresh('logins'),
  }
  const machines = [...new Set(joining.flatMap((id) => inventory.hosts.get(id)?.machine ?? []))]
  const doors = machines.map((id) => groups.joining_logins.find((login) => login === `login@${id}`) ?? id)
  return {
    ...inventory,
    hosts: new Map(hosts.map((host) => [host.id, host])),
    groups: { ...inventory.groups, ...groups, joining_doors: doors },
  }
}

/** What `patch --overwrite` has kept for the component of a host: its path and its name; null where nothing. */
function keptPackages({ kept = {} }: Draft, folder: string) {
  return ({ role }: Pick<Host, 'role'>) => {
    const found = role === null ? undefined : kept[role]
    const path = found ? keptPackagePath(folder, found) : null
    return { kept_package: path, kept_name: found?.name ?? null }
  }
}

function nothingNew(file: string): DmbookError {
  return new DmbookError(`cannot add nodes as ${file} names none`, {
    code: 'E-TOPOLOGY',
    exit: 'input',
    hint: 'write the new nodes as in a topology, under master_servers, worker_servers and so on',
  })
}
