// What was done to clusters, by whom and how it ended: one file per command, begun before its first effect.

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readText, writeFileAtomic } from './files.js'
import type { StateFolder } from './folder.js'

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
  readonly run: string | null
  readonly exit: number | null
}

/** TiUP's alphabet for short ids (pkg/base52): no vowels, nothing that looks like another. */
const alphabet = '0123456789bcdfghjkmnpqrstvwxyzBCDFGHJKLMNPQRSTVWXYZ'

/** Durable when it resolves. */
export async function beginAudit(
  state: StateFolder,
  begun: Omit<AuditRecord, 'id' | 'ended' | 'exit'>,
): Promise<AuditRecord> {
  const record: AuditRecord = {
    id: shortId(begun.started * 1000 + (process.pid % 1000)),
    ...begun,
    ended: null,
    exit: null,
  }
  await save(state, record)
  return record
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
  return records.flatMap((record) => record ?? []).sort((a, b) => b.started - a.started)
}

export async function readAudit(state: StateFolder, id: string): Promise<AuditRecord | null> {
  if (!/^[0-9a-zA-Z]+$/.test(id)) return null
  const text = await readText(join(state.audit, `${id}.json`))
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
  writeFileAtomic(join(state.audit, `${record.id}.json`), `${JSON.stringify(record)}\n`)

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
