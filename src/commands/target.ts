// What a cluster verb acts on: a recorded cluster, or one that the verb's topology describes.
// Everything here happens before anything is contacted.

import { join } from 'node:path'
import type { Invocation } from '../cli/io.js'
import { withJoining } from '../dm/stored_topology.js'
import type { Playbook, Scope } from '../language/playbook.js'
import type { Operation } from '../run/operation.js'
import type { World } from '../run/world.js'
import { shortId, wasDestroyed } from '../state/audit.js'
import { clusterStore } from '../state/cluster_file_store.js'
import type { ClusterMeta, ClusterStore } from '../state/cluster_store.js'
import { type StateFolder, stateFolder } from '../state/folder.js'
import { acquireLock } from '../state/lock.js'
import { tlsPaths } from '../state/tls_files.js'
import { refuseWithoutBoot } from './boot.js'
import { checkedFile, draftOfFile, nameOfFile } from './check_file.js'
import { dmOf, groupsScope, inventoryOf, noCluster, runScope, supervisedFolder } from './cluster.js'
import { begunId, clusterKeyOf, clusterLogin } from './cluster_login.js'
import { noteOnLogin, reachedFor } from './given_login.js'
import { modeOf } from './launch.js'
import type { SshLogin } from './login.js'
import { chosenMirror } from './mirror_choice.js'
import { type Draft, newCluster } from './new_cluster.js'
import { changesNodes, type Scaled, scaled } from './scaling.js'
import { secured, speaksTls } from './secured.js'
import { upgradeOf } from './upgrade.js'

export type Prepared = Pick<Operation, 'runId' | 'cluster' | 'inventory' | 'base' | 'tools' | 'packages' | 'lock'>

/** `nothing`: there is nothing to do, and the text says why. */
export type Target =
  | {
      readonly kind: 'operation'
      readonly operation: Prepared
      readonly state: StateFolder
      readonly ssh: SshLogin | null
      readonly world: World
    }
  | { readonly kind: 'nothing'; readonly text: string }

interface Wanted {
  readonly playbook: Playbook
  readonly inputs: Scope
  readonly world: World
}

/** Throws where there is no such cluster, or a new one cannot be. */
export async function targetOf(invocation: Invocation, wanted: Wanted): Promise<Target> {
  const file = checkedFile(invocation)
  const [name = ''] = file === null ? invocation.args : [nameOfFile]
  const state = await stateFolder(invocation.settings.home)
  const store = clusterStore(state, name)
  const recorded = known(await store.load(), invocation)
  const scaling = await scaledTarget(invocation, { ...wanted, recorded, state, store })
  if (scaling) return scaling
  if (recorded) refuseWithoutBoot(invocation.options.verb, recorded)
  sayLogin(invocation, recorded)
  const draft = await draftOf(invocation, { ...wanted, recorded, state, store, file })
  const meta = draft ?? recorded
  if (recorded && invocation.options.verb === 'upgrade') {
    const upgrade = upgradeOf(recorded, String(wanted.inputs.version))
    if (upgrade.kind === 'nothing') return upgrade
    for (const note of upgrade.notes) invocation.io.warn(`note: ${note}`)
  }
  if (meta)
    return { kind: 'operation', ...(await reached(invocation, { ...wanted, state, store, meta, recorded, draft })) }
  if (invocation.options.verb === 'destroy' && (await wasDestroyed(state, name))) {
    if (modeOf(invocation) === 'run') await clearAway(invocation, { state, store, world: wanted.world })
    return { kind: 'nothing', text: `${name} is already destroyed.` }
  }
  throw await noCluster(name, state)
}

/** To a destroy also nodes belong that a scale-out has begun and not finished. */
const known = (found: ClusterMeta | null, { options: { verb } }: Invocation): ClusterMeta | null =>
  found && verb === 'destroy' ? withJoining(found) : found

function sayLogin(invocation: Invocation, recorded: ClusterMeta | null): void {
  const note = noteOnLogin(invocation, recorded)
  if (note !== null) invocation.io.warn(note)
}

/** Null for a verb that leaves the nodes of the cluster as they are. */
async function scaledTarget(
  invocation: Invocation,
  { recorded, ...parts }: Wanted & Pick<Parts, 'state' | 'store'> & { readonly recorded: ClusterMeta | null },
): Promise<Target | null> {
  if (!changesNodes(parts.playbook)) return null
  if (!recorded) throw await noCluster(parts.store.name, parts.state)
  const scaling = await scaled(invocation, { ...parts, recorded })
  if ('nothing' in scaling) return { kind: 'nothing', text: scaling.nothing }
  const { draft } = scaling
  const operation = await reached(invocation, { ...parts, meta: draft ?? recorded, recorded, draft, scaling })
  return { kind: 'operation', ...operation }
}

/** What a destroy left that was killed behind its last change: its lock, and a record that had another name by then. */
async function clearAway(
  { commandLine, settings: { user } }: Invocation,
  { state, store, world }: Pick<Parts, 'state' | 'store' | 'world'>,
): Promise<void> {
  const lock = await acquireLock(lockOf(state, store.name), { command: commandLine, user, now: world.clock.now() })
  try {
    if ((await store.load()) === null) await store.forget()
  } finally {
    await lock.release()
  }
}

const lockOf = (state: StateFolder, name: string): string => join(state.locks, `${name}.lock`)

/** A recorded cluster as the target of a playbook that is not shipped: `run FILE -i cluster:NAME`. */
export async function clusterTarget(
  invocation: Invocation,
  { name, ...wanted }: Pick<Wanted, 'playbook' | 'world'> & { readonly name: string },
): Promise<Omit<Extract<Target, { kind: 'operation' }>, 'kind'>> {
  const state = await stateFolder(invocation.settings.home)
  const store = clusterStore(state, name)
  const meta = await store.load()
  if (!meta) throw await noCluster(name, state)
  return reached(invocation, { ...wanted, inputs: {}, state, store, meta, recorded: meta, draft: null })
}

/** The operation, and the logins for it. */
async function reached(invocation: Invocation, parts: Omit<Parts, 'publicKey' | 'mirror'>) {
  const { meta, store, state } = parts
  const key = await clusterKeyOf(meta, parts)
  const mirror = await chosenMirror(invocation, { own: meta.settings.mirror, state })
  const around = { state, settings: invocation.settings }
  const inventory = parts.scaling?.inventory(around) ?? inventoryOf(meta, around)
  const world = secured(parts.world, store.folder, inventory)
  const operation = prepare(invocation, { ...parts, world, mirror, publicKey: key?.publicKey ?? null })
  return { state, operation, world, ssh: await clusterLogin(invocation, { meta, store, key }) }
}

/** What a verb with a topology wants the cluster to be; null for the others. */
async function draftOf(
  invocation: Invocation,
  wanted: Wanted & Pick<Parts, 'state' | 'store' | 'recorded'> & { file: string | null },
): Promise<Draft | null> {
  const { recorded, state, store, inputs, world } = wanted
  const newId = (await begunId(store.folder)) ?? world.random(16)
  if (wanted.file !== null) return draftOfFile(invocation, { file: wanted.file, state, newId, version: inputs.version })
  const topology = [...wanted.playbook.inputs.values()].find(({ type }) => type === 'topology')
  if (!topology) return null
  const file = String(inputs[topology.name])
  return newCluster(invocation, { recorded, state, file, version: String(inputs.version), newId })
}

interface Parts extends Wanted {
  readonly state: StateFolder
  readonly store: ClusterStore
  readonly meta: Draft | ClusterMeta
  readonly recorded: ClusterMeta | null
  readonly draft: Draft | null
  readonly publicKey: string | null
  readonly mirror: string | null
  /** of a verb that changes which nodes there are */
  readonly scaling?: Scaled
}

/** The operation but for its playbook, its inputs and how it is run. Contacts nothing. */
export function prepare(invocation: Invocation, parts: Parts): Prepared {
  const { playbook, inputs, world, state, store, meta, recorded, draft, publicKey, mirror, scaling } = parts
  const { options, settings } = invocation
  const version = aimOf(options, inputs) ?? meta.version
  const around = { state, settings, publicKey }
  const inventory = reachedFor(invocation, scaling?.inventory(around) ?? inventoryOf({ ...meta, version }, around))
  const started = world.clock.now()
  const runId = shortId(started)
  const folder = join(supervisedFolder(state, meta.name), '.services')
  const known = runScope({ id: runId, mode: modeOf(invocation), started, meta, recorded, settings })
  const cluster = meta.name === nameOfFile ? null : meta.name
  const run = { ...known, cluster }
  const packages = world.packages(mirror, { cache: state.packages, onTrust: invocation.io.warn })
  const dm = dmOf(scaling?.asked(around) ?? inventory, world)
  const tls = speaksTls(inventory) ? tlsPaths(store.folder) : undefined
  return {
    runId,
    cluster,
    inventory,
    base: { run, ...groupsScope(inventory, { options, selects: playbook.select }) },
    lock: lockOf(state, meta.name),
    packages: (onTrust) => world.packages(mirror, { cache: state.packages, onTrust }),
    tools: {
      services: world.services(meta.settings.services, { folder, home: `/home/${meta.user}` }),
      cluster: store,
      draft,
      dm,
      dmctl: dm && world.dmctl(dm.masters, { packages, cache: state.packages, tls }),
      waitTimeoutMs: settings.waitTimeoutMs,
    },
  }
}

/** The version that hosts are to have after an upgrade; null for other verbs. `run.version` stays what is recorded. */
const aimOf = ({ verb }: Invocation['options'], { version }: Scope): string | null =>
  verb === 'upgrade' || verb === 'upgrade/rollback' ? String(version) : null
