// A cluster from which nodes leave: its inventory without them, and they beside it. Whatever renders a file or asks DM
// sees the cluster as it is to be; the plays that take nodes away have groups of their own.

import { DmbookError } from '../core/error.js'
import { withoutInstances } from '../dm/merge.js'
import { storedTopology } from '../dm/stored_topology.js'
import type { Inventory, Json } from '../language/inventory.js'
import { select } from '../language/select.js'
import type { ClusterMeta } from '../state/cluster_store.js'
import { type Around, inventoryOf } from './cluster.js'

export interface Leaving {
  /** groups beside the usual: `leaving`, `leaving_exporters` and `leaving_machines`, of machines with nothing left */
  readonly inventory: Inventory
  /** ids that were to leave and have left already */
  readonly gone: readonly string[]
  /** nothing is left to do */
  readonly done: boolean
}

/** Throws E-SELECT for an unknown node, E-LAST-MASTER where no master would be left and `mayEmpty` does not say otherwise. */
export function leavingFrom(
  meta: ClusterMeta,
  nodes: readonly string[],
  around: Around,
  { mayEmpty = false }: { readonly mayEmpty?: boolean } = {},
): Leaving {
  const full = inventoryOf(meta, around)
  const there = full.groups.all ?? []
  const gone = nodes.filter((id) => !there.includes(id) && meta.removed?.includes(id))
  const wanted = nodes.filter((id) => !gone.includes(id))
  const ids = wanted.length === 0 ? [] : select(full, { nodes: wanted, roles: [] })
  const rest = inventoryOf({ ...meta, topology: lessened(meta, ids) }, around)
  if (!mayEmpty && ids.length > 0 && (rest.groups['dm-master'] ?? []).length === 0) throw lastMaster(meta.name)
  return { inventory: beside(rest, full, ids), gone, done: ids.length === 0 }
}

/** Absent keys become absent, as in a file. */
const lessened = (meta: ClusterMeta, ids: readonly string[]): Json =>
  JSON.parse(JSON.stringify(withoutInstances(storedTopology(meta), ids)))

function beside(rest: Inventory, full: Inventory, ids: readonly string[]): Inventory {
  const missing = (group: string): string[] => (full.groups[group] ?? []).filter((id) => !rest.hosts.has(id))
  return {
    // what stays has the vars that it will have: its peers are those that are left
    hosts: new Map([...full.hosts, ...rest.hosts]),
    groups: {
      ...rest.groups,
      leaving: ids,
      leaving_exporters: [...missing('node_exporter'), ...missing('blackbox_exporter')],
      leaving_machines: missing('machines'),
    },
    machines: full.machines,
  }
}

function lastMaster(name: string): DmbookError {
  return new DmbookError(`cannot remove every dm-master of ${name} as nothing of DM would be left`, {
    code: 'E-LAST-MASTER',
    exit: 'refused',
    hint: `leave one out, or: dmbook destroy ${name}`,
  })
}
