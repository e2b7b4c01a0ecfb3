// The first line of a journal: what was asked for, so that it can be asked for again. And what the other lines say of
// how far a killed run came: which plays ended, and what was begun without a word of how it ended.

import type { Notified } from './notices.js'

/** Words that were typed, secrets as ******; `mirror` is what DMBOOK_MIRROR said. */
export interface RunOrigin {
  readonly words: readonly string[]
  readonly cwd: string
  readonly mirror: string | null
  /** the killed or failed run that this one continues */
  readonly resumed?: ResumedRun | undefined
}

/** `plays` ended in it; they may be left out where the playbook is still the same. */
export interface ResumedRun {
  readonly run: string
  readonly digest: string
  readonly plays: number
  readonly done: readonly string[]
  /** what its handlers owe */
  readonly notices: readonly Notified[]
}

/** `digest` is of the playbook as it was read; `from` is the first play that was to be run. */
export interface RunHeadRecord {
  readonly kind: 'head'
  readonly run: string
  readonly verb: string
  readonly cluster: string | null
  readonly words: readonly string[]
  readonly cwd: string
  readonly mirror: string | null
  readonly digest: string
  readonly from: number
  readonly resumes: string | null
}

type Fields = Readonly<Record<string, unknown>>

/** Null where the journal has none, as those of older versions. */
export function runHead(records: readonly unknown[]): RunHeadRecord | null {
  const found = records.find((record) => fields(record).kind === 'head')
  return isHead(found) ? found : null
}

const isHead = (found: unknown): found is RunHeadRecord => {
  const { kind, run, verb, words, cwd } = fields(found)
  return kind === 'head' && typeof run === 'string' && typeof verb === 'string' && Array.isArray(words) && !!cwd
}

const fields = (record: unknown): Fields => (typeof record === 'object' && record !== null ? { ...record } : {})

/** How many plays from the first on ended without trouble on any host, those counted that were left out before. */
export function endedPlays(records: readonly unknown[]): number {
  let ended = 0
  let trouble = false
  for (const record of records.map(fields)) {
    if (record.kind === 'play_started') trouble = false
    if (record.kind === 'host_finished') trouble ||= ['failed', 'unreachable'].includes(outcomeOf(record))
    if ((record.kind !== 'play_finished' && record.kind !== 'play_skipped') || record.play !== ended) continue
    if (trouble) break
    ended += 1
  }
  return ended + (runHead(records)?.from ?? 0)
}

const outcomeOf = (record: Fields): string => String(fields(record.outcome).kind ?? '')

/** Hosts whose last word is that they ended well. */
export function hostsDone(records: readonly unknown[]): string[] {
  const done = new Set<string>()
  for (const record of records.map(fields)) {
    if (record.kind !== 'host_finished') continue
    if (['ok', 'changed'].includes(outcomeOf(record))) done.add(String(record.host))
    else done.delete(String(record.host))
  }
  return [...done]
}

export interface Doubt {
  readonly task: string
  readonly host: string
  readonly changes: readonly string[]
}

/** What was begun and has no end: it may have happened, or not, or in part. */
export function inDoubt(records: readonly unknown[]): Doubt[] {
  const open = new Map<string, Doubt>()
  for (const record of records.map(fields)) {
    const { id, name } = fields(record.task)
    const key = `${id}\n${record.host}`
    const changes = Array.isArray(record.changes) ? record.changes.map(String) : []
    if (record.kind === 'applying') open.set(key, { task: String(name), host: String(record.host), changes })
    if (record.kind === 'host_finished') open.delete(key)
  }
  return [...open.values()]
}
