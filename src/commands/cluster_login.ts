// The logins of a cluster: its own key, made at deploy, and the login that is given there.

import type { Invocation } from '../cli/io.js'
import { newKeyPair } from '../hosts/ssh/key_pair.js'
import { adoptedKeyPath, type ClusterKey, clusterKeyPath, readClusterKey } from '../state/cluster_key.js'
import type { ClusterMeta, ClusterStore } from '../state/cluster_store.js'
import { clusterPins } from '../state/host_keys.js'
import { modeOf } from './launch.js'
import { type SshLogin, sshLogin } from './login.js'
import type { Draft } from './new_cluster.js'

interface Described {
  readonly meta: Pick<ClusterMeta, 'name' | 'settings'>
  readonly store: ClusterStore
}

/** `isNew`: it is not saved yet. */
type Key = ClusterKey & { readonly isNew: boolean }

interface Wanted {
  readonly store: ClusterStore
  readonly draft: Draft | null
  /** the key that opens the machines of a cluster which is taken over */
  readonly given?: Omit<ClusterKey, 'path'> | null
}

/** Null for a cluster that is not reached over SSH, or that has lost its key. Only a deploy makes one. */
export async function clusterKeyOf(
  { name, settings }: Described['meta'],
  { store, draft, given }: Wanted,
): Promise<Key | null> {
  if (settings.ssh === 'none') return null
  if (given) return { path: adoptedKeyPath(store.folder), ...given, isNew: true }
  const found = await readClusterKey(store.folder)
  if (found) return { ...found, isNew: false }
  return draft ? { path: clusterKeyPath(store.folder), ...newKeyPair(`dmbook ${name} ${draft.id}`), isNew: true } : null
}

/** The id of a cluster of which there is a key, but no record yet: of a deploy that was killed in between. Null mostly. */
export async function begunId(folder: string): Promise<string | null> {
  const key = await readClusterKey(folder)
  return /^\S+ \S+ dmbook \S+ ([0-9a-f]{32})$/.exec(key?.publicKey ?? '')?.[1] ?? null
}

/** Null for a cluster on this machine alone, and where machines are only listed. */
export async function clusterLogin(
  invocation: Invocation,
  { meta, store, key }: Described & { readonly key: Key | null },
): Promise<SshLogin | null> {
  const { list_hosts: hosts, list_tasks: tasks } = invocation.options
  const { ssh } = meta.settings
  if (ssh === 'none' || hosts === true || tasks === true) return null
  const kind = invocation.settings.ssh === 'system' || ssh === 'system' ? 'system' : 'builtin'
  const needs = { kind, mode: modeOf(invocation), ownKnownHosts: false, pins: clusterPins(store.folder) } as const
  return sshLogin(invocation, { ...needs, clusterKey: key, newKey: key?.isNew ?? false })
}
