// What was done to clusters, by whom and how it ended: one file per command, begun before its first effect.

import { readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { readText, writeFileAtomic } from './files.js'
import type { StateFolder } from './folder.js'
import { type ProcessIdentity, processIdentity } from './process_identity.js'

/** Times are milliseconds since 1970. `exit` null: under way, or ended without a word (killed). */
export interface AuditRecord {
  readonly id: string
  readonly started: number
  readonly ended: number | null
  /** as typed, secrets taken out */
  readonly command: string
  readonly verb: string
  readonly user: string
  readonly cluster: string | null
  /** the run that has a journal, null for a command that only looked */
  readonly run: string | null
  /** the run that this one continues */
  readonly resumes?: string | undefined
  readonly exit: number | null
  /** who does it, to tell whether it is still under way; absent in records of older versions */
  readonly process?: ProcessIdentity
  readonly host?: string
}

type Begun = Omit<AuditRecord, 'id' | 'ended' | 'exit' | 'process' | 'host'>

/** TiUP's alphabet for short ids (pkg/base52): no vowels, nothing that looks like another. */
const alphabet = '0123456789bcdfghjkmnpqrstvwxyzBCDFGHJKLMNPQRSTVWXYZ'

/** Durable when it resolves. */
export async function beginAudit(state: StateFolder, begun: Begun): Promise<AuditRecord> {
  const record: AuditRecord = {
    id: await freeId(state, begun.started * 1000 + (process.pid % 1000)),
    ...begun,
    ended: null,
    exit: null,
    process: processIdentity(process.pid),
    host: hostname(),
  }
  await save(state, record)
  return record
}

/** Two commands of one process in one millisecond are two records. */
async function freeId(state: StateFolder, number: number): Promise<string> {
  const id = shortId(number)
  return (await readText(pathOf(state, id))) === null ? id : freeId(state, number + 1)
}

export async function endAudit(
  state: StateFolder,
  record: AuditRecord,
  end: { readonly exit: number; readonly now: number },
): Promise<void> {
  await save(state, { ...record, ended: end.now, exit: end.exit })
}

/** The newest first. A record that cannot be read is left out. */
export async function listAudit(state: StateFolder): Promise<AuditRecord[]> {
  const records = await Promise.all(
    (await readdir(state.audit)).map((file) => readAudit(state, file.replace(/\.json$/, ''))),
  )
  return records.flatMap((record) => record ?? []).sort((a, b) => b.started - a.started || compareIds(b.id, a.id))
}

export async function readAudit(state: StateFolder, id: string): Promise<AuditRecord | null> {
  if (!/^[0-9a-zA-Z]+$/.test(id)) return null
  const text = await readText(pathOf(state, id))
  try {
    const found: unknown = text === null ? null : JSON.parse(text)
    return isRecord(found) ? found : null
  } catch {
    return null
  }
}

const isRecord = (found: unknown): found is AuditRecord =>
  typeof found === 'object' && found !== null && 'id' in found && 'started' in found && 'verb' in found

/**
 * Whether a cluster of which there is no record is gone because it was destroyed. Nothing but a destroy takes a record
 * away, and it may be killed before it can say how it ended.
 */
export async function wasDestroyed(state: StateFolder, cluster: string): Promise<boolean> {
  const records = await listAudit(state)
  return records.some((record) => record.verb === 'destroy' && record.cluster === cluster)
}

const save = (state: StateFolder, record: AuditRecord): Promise<void> =>
  writeFileAtomic(pathOf(state, record.id), `${JSON.stringify(record)}\n`)

const pathOf = (state: StateFolder, id: string): string => join(state.audit, `${id}.json`)

/** Removes a record, and the journal of its run. */
export async function forgetAudit(state: StateFolder, { id, run }: AuditRecord): Promise<void> {
  if (run !== null) await rm(join(state.runs, `${run}.jsonl`), { force: true })
  await rm(pathOf(state, id), { force: true })
}

/** A number in the alphabet, the least digit last. */
export function shortId(number: number): string {
  let rest = Math.floor(number)
  let text = ''
  do {
    text = (alphabet[rest % alphabet.length] ?? '') + text
    rest = Math.floor(rest / alphabet.length)
  } while (rest > 0)
  return text
}

/** Sorts ids of `shortId` as their numbers: the alphabet is not in the order of the characters' codes. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length
  const differing = [...a].findIndex((digit, index) => digit !== b[index])
  return differing < 0 ? 0 : alphabet.indexOf(a[differing] ?? '') - alphabet.indexOf(b[differing] ?? '')
}
