// A cluster's folder as one file and back: its record, keys, pinned host keys, kept packages, exports. The file holds
// private keys and passwords: 0600. What comes back is judged as a whole before anything is put in its place.

import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { create, extract } from 'tar'
import { DmbookError, reason } from '../core/error.js'
import { clusterStore, withSerial } from './cluster_file_store.js'
import type { ClusterMeta } from './cluster_store.js'
import { makeFolder, stateError, syncFolder } from './files.js'
import type { StateFolder } from './folder.js'

/** Writes the whole file to `path`, which must not be there; what a killed command left in the folder stays out. */
export async function packRecord({ folder, path }: { readonly folder: string; readonly path: string }): Promise<void> {
  const names = (await readdir(folder)).filter((name) => !/^\.|^edited-/.test(name))
  try {
    await create({ gzip: true, cwd: folder, file: path, mode: 0o600, portable: true }, names)
  } catch (cause) {
    throw stateError(`cannot write ${path}`, cause)
  }
}

/** A backup that was unpacked beside the clusters and found whole. */
export interface UnpackedRecord {
  readonly meta: ClusterMeta
  /** where it lies until then */
  readonly folder: string
  /** puts it in the cluster's place, with a serial above `serial`: plans made before are stale then */
  place(serial: number): Promise<void>
  discard(): Promise<void>
}

/** Throws E-BACKUP (exit refused) where the file holds no whole record of this cluster. Nothing else has changed then. */
export async function unpackRecord(
  state: StateFolder,
  { name, path }: { readonly name: string; readonly path: string },
): Promise<UnpackedRecord> {
  const beside = join(state.clusters, `.restore-${name}.${process.pid}`)
  const discard = (): Promise<void> => rm(beside, { recursive: true, force: true })
  try {
    await discard()
    await mkdir(join(beside, name), { recursive: true, mode: 0o700 })
    await extract({
      file: path,
      cwd: join(beside, name),
      strict: true,
      preserveOwner: false,
      fmode: 0o600,
      dmode: 0o700,
    })
    const meta = await recordIn({ ...state, clusters: beside }, { name, path })
    return { meta, folder: join(beside, name), discard, place: (serial) => placed(state, { name, beside, serial }) }
  } catch (thrown) {
    await discard()
    throw thrown instanceof DmbookError ? thrown : broken(path, reason(thrown))
  }
}

async function recordIn(beside: StateFolder, { name, path }: { name: string; path: string }): Promise<ClusterMeta> {
  const meta = await clusterStore(beside, name).load()
  if (!meta) throw broken(path, 'it holds no record of a cluster')
  if (meta.name !== name) throw broken(path, `it is of ${meta.name}`, `dmbook meta restore ${meta.name} ${path}`)
  return meta
}

/**
 * Two renames: killed between them the cluster has no record, and the same command gives it one. What was there before
 * goes last, with what restores left that were killed.
 */
async function placed(
  state: StateFolder,
  { name, beside, serial }: { readonly name: string; readonly beside: string; readonly serial: number },
): Promise<void> {
  const [place, old] = [join(state.clusters, name), join(beside, 'old')]
  await withSerial({ ...state, clusters: beside }, name, serial)
  await makeFolder(state.clusters)
  await rename(place, old).catch((cause: unknown) => {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'))
      throw stateError(`cannot move ${place}`, cause)
  })
  await rename(join(beside, basename(place)), place)
  await syncFolder(state.clusters)
  const left = (await readdir(state.clusters)).filter((entry) => entry.startsWith(`.restore-${name}.`))
  await Promise.all(left.map((entry) => rm(join(state.clusters, entry), { recursive: true, force: true })))
}

const broken = (path: string, why: string, hint?: string): DmbookError =>
  new DmbookError(`cannot restore ${path} as ${why}`, { code: 'E-BACKUP', exit: 'refused', hint })
