// A deployed cluster as verbs meet it: its record, inventory, and the ways to ask it.

import type { Invocation } from '../cli/io.js'
import { stringify } from 'yaml'
import { DmbookError } from '../core/error.js'
import { nearest } from '../core/text.js'
import { inventoryFrom } from '../dm/inventory_from.js'
import { parseTopology } from '../dm/topology.js'
import type { DmApi } from '../hosts/dm_api.js'
import type { Host, Inventory } from '../language/inventory.js'
import type { World } from '../run/world.js'
import type { ClusterMeta, ClusterStore } from '../state/cluster_store.js'
import { clusterStore } from '../state/cluster_file_store.js'
import { listClusters } from '../state/clusters.js'
import { type StateFolder, stateFolder } from '../state/folder.js'
import { realWorld } from './real_world.js'

export interface OpenCluster {
  readonly state: StateFolder
  readonly store: ClusterStore
  readonly meta: ClusterMeta
  readonly inventory: Inventory
  readonly world: World
  readonly dm: DmApi | null
}

/** Opens the cluster that the first argument names. Throws `E-NO-CLUSTER` with the nearest name. */
export async function openCluster({ args, settings }: Invocation): Promise<OpenCluster> {
  const [name = ''] = args
  const state = await stateFolder(settings.home)
  const store = clusterStore(state, name)
  const meta = await store.load()
  if (!meta) throw await noCluster(name, state)
  const inventory = inventoryOf(meta)
  const world = realWorld()
  return { state, store, meta, inventory, world, dm: dmOf(inventory, world) }
}

/** The inventory of a recorded cluster. */
export function inventoryOf(meta: ClusterMeta): Inventory {
  const source = { file: `meta.yaml of ${meta.name}`, text: stringify(meta.topology) }
  const { topology } = parseTopology(source, { mode: 'stored' })
  return inventoryFrom(topology, clusterFacts(meta))
}

export function dmOf({ groups, hosts }: Inventory, world: World): DmApi | null {
  const masters = (groups['dm-master'] ?? []).flatMap((id) => hosts.get(id) ?? []).map((host: Host) => host.id)
  return masters.length > 0 ? world.dm(masters) : null
}

async function noCluster(name: string, state: StateFolder): Promise<DmbookError> {
  const known = (await listClusters(state)).map((cluster) => cluster.name)
  const near = nearest(name, known)
  const hint = near ? `did you mean ${near}?` : 'dmbook list shows the clusters, dmbook deploy makes one'
  return new DmbookError(`there is no cluster "${name}"`, { code: 'E-NO-CLUSTER', exit: 'input', hint })
}
