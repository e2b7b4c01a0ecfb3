// What lies at a path, and how it differs from what is wanted: shared by all modules that keep files.

import { createHash } from 'node:crypto'
import type { Change } from '../core/event.js'
import type { Form } from '../dm/forms/meaning.js'
import type { Attributes, Reader, Stat } from '../hosts/host.js'
import { compareForeign, keepsMode } from './foreign_file.js'
import { blocked, type Check, compare, differs, same } from './module.js'

/** Texts up to this length are shown as a diff. */
const longestDiffBytes = 256 * 1024

export interface FoundFile {
  readonly stat: Stat
  readonly digest: string | null
}

/** The value of a look that was asked together with others; throws what it threw. */
export function settledValue<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason
  return result.value
}

/** One round trip; `digest` is null where it is no regular file. */
export async function lookAtFile(host: Reader, path: string): Promise<FoundFile> {
  const [stat, [digest]] = await Promise.all([host.stat(path), Promise.allSettled([host.digest(path)])])
  return { stat, digest: stat.kind === 'file' ? settledValue(digest) : null }
}

/** `owner root → tidb`; what is not wanted does not count. */
export function compareAttributes(found: Stat, { mode, owner, group }: Attributes): Check {
  const keys = ['mode', 'owner', 'group'] as const
  const { mode: foundMode, owner: foundOwner, group: foundGroup } = { mode: '', owner: '', group: '', ...found }
  const wanted = { mode: mode.padStart(4, '0'), owner, group }
  return compare({ mode: foundMode, owner: foundOwner, group: foundGroup }, wanted, keys)
}

export interface WantedText extends Attributes {
  readonly path: string
  readonly text: string
  /** what counts where somebody else wrote the file; absent: the bytes */
  readonly form?: Form | undefined
}

/** Whether a file holds this text with these attributes; a second round trip only for the diff. */
export async function compareText(host: Reader, want: WantedText): Promise<Check> {
  const found = await lookAtFile(host, want.path)
  const { kind } = found.stat
  if (kind === 'missing')
    return differs({ ...create(want.path), diff: { path: want.path, before: '', after: want.text } })
  if (kind !== 'file') return blocked(`cannot keep ${want.path} as a file as it is a ${kind}`)
  const attributes = compareAttributes(found.stat, want)
  if (found.digest === sha256(want.text)) return attributes
  const foreign = await foreignText(host, want, found.stat)
  if (foreign?.kind === 'same') return keepsMode(found.stat, want.mode) ? same() : attributes
  const changes = foreign === null ? [await textChange(host, want, found.stat)] : changesOf(foreign)
  return differs(...changes, ...changesOf(attributes))
}

/** Null where the bytes count. */
async function foreignText(host: Reader, { path, text, form }: WantedText, stat: Stat): Promise<Check | null> {
  if (form === undefined || !('size' in stat) || stat.size > longestDiffBytes) return null
  return compareForeign({ path, form, found: (await host.text(path)) ?? '', wanted: text })
}

async function textChange(host: Reader, { path, text }: WantedText, stat: Stat): Promise<Change> {
  const summary = `change ${path}`
  if (!('size' in stat) || stat.size > longestDiffBytes || text.length > longestDiffBytes) return { summary }
  return { summary, diff: { path, before: (await host.text(path)) ?? '', after: text } }
}

const create = (path: string): Change => ({ summary: `create ${path}` })

export const changesOf = (check: Check): readonly Change[] => (check.kind === 'differs' ? check.changes : [])

/** One check of several: blocked where one is, else all their changes. */
export function together(checks: readonly Check[], result?: object): Check {
  const refused = checks.find((check) => check.kind === 'blocked')
  if (refused) return refused
  const changes = checks.flatMap(changesOf)
  return changes.length === 0 ? same(result) : differs(...changes)
}

export const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')

/** Owner, group and mode as a Writer takes them. */
export const attributesOf = ({ mode, owner, group }: { mode: string; owner?: string; group?: string }): Attributes => ({
  mode,
  ...(owner === undefined ? {} : { owner }),
  ...(group === undefined ? {} : { group }),
})
