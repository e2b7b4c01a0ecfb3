// The files of a key that takes another's place: `id_ed25519.next` while it is added everywhere, `id_ed25519.old.pub` while
// the one before is still to be removed somewhere. Every step can be killed: what is found tells how far it came.

import { rename, rm } from 'node:fs/promises'
import { type ClusterKey, clusterKeyPath, saveClusterKey } from './cluster_key.js'
import { readText, writeFileAtomic } from './files.js'

export interface Rotation {
  /** public line of the key that is to come; null where none is */
  readonly next: string | null
  /** public line of the key that went; null where it is gone everywhere */
  readonly old: string | null
}

export const nextKeyPath = (folder: string): string => `${clusterKeyPath(folder)}.next`
const oldPath = (folder: string): string => `${clusterKeyPath(folder)}.old.pub`

/** A switch that was killed has moved the public line already: then it is found at its new place. */
export async function rotationOf(folder: string): Promise<Rotation> {
  const path = nextKeyPath(folder)
  const [key, line, current, old] = await Promise.all(
    [path, `${path}.pub`, `${clusterKeyPath(folder)}.pub`, oldPath(folder)].map(readText),
  )
  const next = key == null ? null : (line ?? current ?? null)
  return { next: next?.trim() ?? null, old: old?.trim() ?? null }
}

/** Keeps a key that is used by nobody yet. */
export const stageKey = (folder: string, pair: Omit<ClusterKey, 'path'>): Promise<void> =>
  saveClusterKey({ ...pair, path: nextKeyPath(folder) })

/** From now on the next key is the cluster's. The old public line is kept first, the private key moves last. */
export async function useNextKey(folder: string): Promise<void> {
  const [path, next] = [clusterKeyPath(folder), nextKeyPath(folder)]
  if ((await readText(`${next}.pub`)) !== null) {
    const line = await readText(`${path}.pub`)
    if (line !== null) await writeFileAtomic(oldPath(folder), line)
    await rename(`${next}.pub`, `${path}.pub`)
  }
  await rename(next, path)
}

export const forgetOldKey = (folder: string): Promise<void> => rm(oldPath(folder), { force: true })
