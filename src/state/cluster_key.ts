// The key that opens a cluster's machines: in the cluster's folder, as `list` shows it, 0600.

import { dirname, join } from 'node:path'
import { makeFolder, readText, writeFileAtomic } from './files.js'

export interface ClusterKey {
  /** of the private key; the public one lies beside it */
  readonly path: string
  /** texts of the two files */
  readonly privateKey: string
  readonly publicKey: string
}

export const clusterKeyPath = (folder: string): string => join(folder, 'ssh', 'id_ed25519')

/** The name of a key that came with an adopted cluster, as TiUP has it. */
export const adoptedKeyPath = (folder: string): string => join(folder, 'ssh', 'id_rsa')

/** Null where the cluster has none. A key of dmbook's own wins over one that came with the cluster. */
export async function readClusterKey(folder: string): Promise<ClusterKey | null> {
  return (await keyAt(clusterKeyPath(folder))) ?? (await keyAt(adoptedKeyPath(folder)))
}

async function keyAt(path: string): Promise<ClusterKey | null> {
  const [privateKey, publicKey] = await Promise.all([readText(path), readText(`${path}.pub`)])
  return privateKey === null || publicKey === null ? null : { path, privateKey, publicKey: publicKey.trim() }
}

/** The public key first: a private key without it is made anew. */
export async function saveClusterKey({ path, privateKey, publicKey }: ClusterKey): Promise<void> {
  await makeFolder(dirname(path))
  await writeFileAtomic(`${path}.pub`, `${publicKey}\n`)
  await writeFileAtomic(path, privateKey)
}
