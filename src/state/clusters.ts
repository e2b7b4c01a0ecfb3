// All clusters of a state folder. One broken record is shown as such and hides no other.

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { reason } from '../core/error.js'
import { clusterStore } from './cluster_file_store.js'
import { readClusterKey } from './cluster_key.js'
import type { ClusterMeta } from './cluster_store.js'
import type { StateFolder } from './folder.js'

export interface ListedCluster {
  readonly name: string
  readonly path: string
  /** null where the record cannot be read; then `problem` says why */
  readonly meta: ClusterMeta | null
  /** path of the key that opens its machines, null where it has none */
  readonly privateKey: string | null
  readonly problem: string | null
}

/** By name. Folders without a record are left out. */
export async function listClusters(state: StateFolder): Promise<ListedCluster[]> {
  const names = (await readdir(state.clusters)).filter((name) => !name.startsWith('.')).sort()
  const listed = await Promise.all(names.map((name) => listedCluster(state, name)))
  return listed.flatMap((cluster) => cluster ?? [])
}

async function listedCluster(state: StateFolder, name: string): Promise<ListedCluster | null> {
  const path = join(state.clusters, name)
  try {
    const meta = await clusterStore(state, name).load()
    return meta && { name, path, meta, privateKey: await privateKeyIn(path), problem: null }
  } catch (thrown) {
    return { name, path, meta: null, privateKey: null, problem: reason(thrown) }
  }
}

const privateKeyIn = async (folder: string): Promise<string | null> => (await readClusterKey(folder))?.path ?? null
