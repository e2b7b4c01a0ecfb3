// A cluster as verbs meet it: its record, inventory, and the ways to ask it. Nothing here contacts anything.

import { join } from 'node:path'
import type { GlobalSettings, Invocation } from '../cli/io.js'
import { Duration } from '../core/duration.js'
import { DmbookError } from '../core/error.js'
import { nearest } from '../core/text.js'
import { inventoryFrom } from '../dm/inventory_from.js'
import { type Base, resolveTopology } from '../dm/resolve.js'
import { storedTopology } from '../dm/stored_topology.js'
import type { DmApi } from '../hosts/dm_api.js'
import type { Host, Inventory, Json } from '../language/inventory.js'
import type { Scope } from '../language/playbook.js'
import { select } from '../language/select.js'
import type { World } from '../run/world.js'
import { clusterStore } from '../state/cluster_file_store.js'
import type { ClusterMeta, ClusterStore } from '../state/cluster_store.js'
import { listClusters } from '../state/clusters.js'
import { type StateFolder, stateFolder } from '../state/folder.js'
import { realWorld } from './real_world.js'
import { secured, speaksTls } from './secured.js'
import { givenList } from './words.js'

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
  const inventory = inventoryOf(meta, { state, settings })
  const world = secured(realWorld(), store.folder, inventory)
  return { state, store, meta, inventory, world, dm: dmOf(inventory, world) }
}

export interface Around {
  readonly state: StateFolder
  readonly settings: Pick<GlobalSettings, 'user'>
  /** the cluster's own, where its machines are to get it */
  readonly publicKey?: string | null
}

export type Described = Pick<
  ClusterMeta,
  'id' | 'name' | 'version' | 'settings' | 'topology' | 'machines' | 'joined' | 'import'
>

/** The inventory of a recorded cluster. */
export function inventoryOf(meta: Described, around: Around): Inventory {
  const base = baseOf(meta, around)
  const resolved = resolveTopology(storedTopology(meta, { base }), { base })
  const { name, version, settings, id: clusterId } = meta
  return inventoryFrom(resolved, {
    name,
    version,
    clusterId,
    user: resolved.user,
    services: settings.services,
    ssh: settings.ssh,
    platforms: meta.machines,
    joined: meta.joined ?? [],
    legacy: legacyVars(meta, around.state),
    ...(around.publicKey ? { publicKey: around.publicKey } : {}),
  })
}

/** What instances of an imported cluster know of DM 1.0; sources and tasks are the master's affair. */
function legacyVars({ name, import: found }: Described, state: StateFolder): Record<string, Json> {
  if (!found) return {}
  const sources = found.sources.map(({ id, file }) => ({
    id,
    file,
    src: join(state.clusters, name, 'import', 'sources', file),
  }))
  const tasks = found.tasks.map((task) => ({ ...task }))
  const taking = found.state === 'taking'
  const key = found.secret_key === true ? join(state.clusters, name, 'import', 'secret.key') : null
  const places = Object.entries(found.places)
  return Object.fromEntries(places.map(([id, place]) => [id, { ...place, taking, sources, tasks, secret_key: key }]))
}

/** Where relative directories of the cluster lie. */
export function baseOf(
  { name, settings }: Pick<Described, 'name' | 'settings'>,
  { state, settings: { user } }: Around,
): Base {
  if (settings.services !== 'supervised') return { kind: 'tiup' }
  return { kind: 'supervised', directory: supervisedFolder(state, name), caller: user }
}

export const supervisedFolder = (state: StateFolder, name: string): string => join(state.run, name)

/** Asks the cluster's masters; null where it has none. */
export function dmOf({ groups, hosts }: Inventory, world: World): DmApi | null {
  const masters = hostsOf(groups['dm-master'] ?? [], hosts).map(({ vars, id }) => String(vars.api_address ?? id))
  return masters.length > 0 ? world.dm(masters, { secure: speaksTls({ hosts }) }) : null
}

const hostsOf = (ids: readonly string[], hosts: Inventory['hosts']): Host[] => ids.flatMap((id) => hosts.get(id) ?? [])

/** `groups` and, where the verb selects, `selected`, as expressions see them. */
export function groupsScope(
  inventory: Inventory,
  { options, selects }: { options: Invocation['options']; selects: boolean },
): Scope {
  const groups = Object.fromEntries(
    Object.entries(inventory.groups).map(([name, ids]) => [name, hostsOf(ids, inventory.hosts)]),
  )
  return selects ? { groups, selected: selectedHosts(inventory, options) } : { groups }
}

/** The hosts that -N and -R leave, all without them. */
export function selectedHosts(inventory: Inventory, options: Invocation['options']): Host[] {
  return hostsOf(select(inventory, { nodes: givenList(options.node), roles: givenList(options.role) }), inventory.hosts)
}

interface RunWords {
  readonly id: string
  readonly mode: 'run' | 'plan'
  readonly started: number
  readonly meta: (Described & Pick<ClusterMeta, 'user'>) | null
  /** what is recorded of it as the run begins */
  readonly recorded?: Pick<ClusterMeta, 'state'> | null
  readonly settings: GlobalSettings
}

/** `run` as expressions see it; every key is always there. */
export function runScope({ id, mode, started, meta, recorded, settings }: RunWords): Scope {
  return {
    id,
    mode,
    started: new Date(started).toISOString(),
    cluster: meta?.name ?? null,
    version: meta?.version ?? null,
    user: meta?.user ?? settings.user,
    cluster_id: meta?.id ?? null,
    services: meta?.settings.services ?? null,
    state: recorded?.state ?? null,
    wait_timeout: new Duration(settings.waitTimeoutMs),
  }
}

export async function noCluster(name: string, state: StateFolder): Promise<DmbookError> {
  const near = nearest(
    name,
    (await listClusters(state)).map((cluster) => cluster.name),
  )
  const hint = near ? `did you mean ${near}?` : 'dmbook list shows the clusters, dmbook deploy makes one'
  return new DmbookError(`there is no cluster "${name}"`, { code: 'E-NO-CLUSTER', exit: 'input', hint })
}
