// Which version of every manifest is the newest: timestamp.json names the snapshot, the snapshot the rest.
// What was seen last is kept, so that a mirror (or whoever stands before it) cannot go back to older packages.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { reason } from '../core/error.js'
import { checkExpiry } from './expiry.js'
import { type Manifest, type ManifestKind, readManifest, type Signed } from './manifest.js'
import { mirrorError, tryLater } from './mirror_error.js'
import type { MirrorFiles } from './mirror_files.js'
import { writePrivateFile } from './private_file.js'
import { checkSignatures } from './signatures.js'

interface SnapshotOptions {
  readonly root: Signed<'root'>
  /** where the last ones are kept */
  readonly folder: string
  /** milliseconds since 1970 */
  readonly now: number
}

/** TiUP's own limit is 1024; a second signature must have room. */
const longestTimestampBytes = 4096

/** Throws E-MIRROR where it cannot be trusted, has expired or is older than what was seen. */
export async function currentSnapshot(
  files: MirrorFiles,
  { root, folder, now }: SnapshotOptions,
): Promise<Signed<'snapshot'>> {
  const timestamp = await read(files, 'timestamp', longestTimestampBytes)
  checkSignatures(timestamp, root.roles.timestamp)
  checkExpiry(timestamp, now)
  const { length, hashes } = timestamp.signed.meta['/snapshot.json']
  const snapshot = await read(files, 'snapshot', length)
  if (sha256(snapshot.bytes) !== hashes.sha256) throw changing(snapshot)
  checkSignatures(snapshot, root.roles.snapshot)
  checkExpiry(snapshot, now)
  await checkProgress(folder, timestamp, snapshot)
  if ((snapshot.signed.meta['/root.json']?.version ?? 0) > root.version) throw changing(snapshot)
  await writePrivateFile(join(folder, 'snapshot.json'), snapshot.bytes)
  await writePrivateFile(join(folder, 'timestamp.json'), timestamp.bytes)
  return snapshot.signed
}

async function read<Kind extends ManifestKind>(
  files: MirrorFiles,
  kind: Kind,
  atMostBytes: number,
): Promise<Manifest<Kind>> {
  const bytes = await files.read(`${kind}.json`, { atMostBytes })
  if (bytes) return readManifest(kind, `${kind}.json of ${files.where}`, bytes)
  throw mirrorError(`cannot use ${files.where} as it has no ${kind}.json`, { hint: tryLater })
}

async function checkProgress(
  folder: string,
  timestamp: Manifest<'timestamp'>,
  snapshot: Manifest<'snapshot'>,
): Promise<void> {
  const lastTimestamp = await seen(folder, 'timestamp')
  const lastSnapshot = await seen(folder, 'snapshot')
  if (lastTimestamp) checkNotOlder(timestamp, timestamp.signed.version, lastTimestamp.version)
  if (lastSnapshot) checkNotOlder(snapshot, snapshot.signed.version, lastSnapshot.version)
  for (const [url, { version }] of Object.entries(lastSnapshot?.meta ?? {}))
    checkNotOlder(snapshot, snapshot.signed.meta[url]?.version ?? version, version)
}

async function seen<Kind extends ManifestKind>(folder: string, kind: Kind): Promise<Signed<Kind> | null> {
  const path = join(folder, `${kind}.json`)
  try {
    return readManifest(kind, path, await readFile(path)).signed
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw mirrorError(`cannot read what was last seen of a mirror as ${reason(cause)}`, { cause, hint: `rm ${path}` })
  }
}

function checkNotOlder({ name }: Manifest<ManifestKind>, version: number, last: number): void {
  if (version >= last) return
  throw mirrorError(`cannot trust ${name} as it goes back: to version ${version}, after ${last} was seen`, {
    hint: tryLater,
  })
}

const changing = ({ name }: Manifest<'snapshot'>): Error =>
  mirrorError(`cannot use ${name} as it does not fit the other manifests: the mirror may be changing now`, {
    hint: tryLater,
  })

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
