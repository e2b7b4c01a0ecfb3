// The three directories of a release and what their `.release` files say. A bin without one was adopted, and counts as
// confirmed; anywhere else the file is written last, so that a directory without it is unfinished.

import { posix } from 'node:path'
import type { Reader } from '../hosts/host.js'
import { settledValue } from './file_look.js'
import { ModuleError } from './module.js'

export interface ReleaseRecord {
  readonly digest: string
  readonly confirmed: boolean
  /** what its program says of itself; null of programs that do not tell */
  readonly version: string | null
}

export interface Slot {
  readonly exists: boolean
  readonly record: ReleaseRecord | null
}

export interface Place {
  readonly bin: string
  readonly next: string
  readonly prev: string
  /** what is being deleted: out of the way by one rename, so that no half of it is ever taken for whole */
  readonly drop: string
}

export interface FoundRelease {
  readonly bin: Slot
  readonly next: Slot
  readonly prev: Slot
}

export function placeOf(dest: string): Place {
  const beside = (suffix: string): string => `${posix.dirname(dest)}/.${posix.basename(dest)}.${suffix}`
  return { bin: dest, next: beside('next'), prev: beside('prev'), drop: beside('drop') }
}

/** One round trip. Throws a ModuleError where something else lies at one of the paths. */
export async function findRelease(host: Reader, place: Place): Promise<FoundRelease> {
  const [bin, next, prev] = await Promise.all([slot(host, place.bin), slot(host, place.next), slot(host, place.prev)])
  return { bin, next, prev }
}

async function slot(host: Reader, path: string): Promise<Slot> {
  const [stat, [text]] = await Promise.all([host.stat(path), Promise.allSettled([host.text(recordFile(path))])])
  if (stat.kind === 'missing') return { exists: false, record: null }
  if (stat.kind === 'directory') return { exists: true, record: recordIn(settledValue(text)) }
  throw new ModuleError(`cannot keep releases at ${path} as it is a ${stat.kind}, no directory`)
}

export const recordFile = (directory: string): string => `${directory}/.release`

export const recordText = (record: ReleaseRecord): string => `${JSON.stringify(record)}\n`

/** Null where there is none, or none that can be read. */
function recordIn(text: string | null): ReleaseRecord | null {
  try {
    const found: unknown = JSON.parse(text ?? 'null')
    return isRecord(found) ? { digest: found.digest, confirmed: found.confirmed, version: found.version ?? null } : null
  } catch {
    return null
  }
}

const isRecord = (found: unknown): found is ReleaseRecord =>
  typeof found === 'object' &&
  found !== null &&
  'digest' in found &&
  typeof found.digest === 'string' &&
  'confirmed' in found &&
  typeof found.confirmed === 'boolean'

export const isConfirmed = ({ exists, record }: Slot): boolean => exists && (record === null || record.confirmed)
