// Reads the reply to QueryStatus for one source: what its tasks do, and whether a relay log is written for it.
// A worker that cannot be reached is an answer inside a 200, as everywhere in DM (dm-runtime §1.7).

import { type NoMembers, replyOf } from './members.js'

export interface Subtask {
  readonly task: string
  /** as DM names them: Running, Paused, Finished, Stopped, New … */
  readonly stage: string
  /** Check, Dump, Load, Sync */
  readonly unit: string
  /** what stopped it; empty while it is well */
  readonly errors: readonly string[]
}

export interface SourceStatus {
  readonly source: string
  /** a relay log is written for it */
  readonly relay: boolean
  readonly subtasks: readonly Subtask[]
}

/** The status of this source, or what was answered in its place. Never throws. */
export function parseSourceStatus(source: string, status: number, body: string): SourceStatus | NoMembers {
  const reply = replyOf(status, body)
  if ('problem' in reply) return reply
  const found = items(reply.fields.sources)
    .map(fieldsOf)
    .find((entry) => text(fieldsOf(entry.sourceStatus).source) === source)
  if (!found) return { problem: `DM says nothing of ${source}`, code: null }
  if (found.result !== true) return { problem: text(found.msg) || `DM cannot ask the worker of ${source}`, code: null }
  return {
    source,
    relay:
      typeof Object(found.sourceStatus).relayStatus === 'object' && Object(found.sourceStatus).relayStatus !== null,
    subtasks: items(found.subTaskStatus)
      .map(fieldsOf)
      .map(subtaskOf)
      .filter(({ task }) => task !== ''),
  }
}

/** The refusals in the reply to an operation on a task, one for each source; empty where all did it. */
export function operationProblems(fields: Readonly<Record<string, unknown>>): readonly string[] {
  return items(fields.sources)
    .map(fieldsOf)
    .filter(({ result }) => result !== true)
    .map(({ source, msg }) => `${text(source)}: ${text(msg) || 'refused'}`)
}

type Fields = Readonly<Record<string, unknown>>

const subtaskOf = (fields: Fields): Subtask => ({
  task: text(fields.name),
  stage: text(fields.stage),
  unit: text(fields.unit),
  errors: items(fieldsOf(fields.result).errors).map((error) => text(fieldsOf(error).Message) || 'an error'),
})

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}

const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
