// Source and task files as far as the simulator understands them: the ids, the mode, the list of sources.
// Everything else is kept as text and shown again.

import { parse, parseDocument } from 'yaml'
import { dmError } from '../dm_error.js'
import type { Task } from '../store/state.js'

export interface SourceText {
  readonly id: string
  readonly enableRelay: boolean
  readonly text: string
}

export interface TaskText {
  readonly name: string
  readonly mode: Task['mode']
  readonly sources: readonly string[]
  readonly text: string
}

/** Throws DmError 20003 or 20005. */
export function readSourceText(text: string): SourceText {
  const source = mapping(text)
  const id = source['source-id']
  if (typeof id !== 'string' || id === '') throw dmError(20005)
  return { id, enableRelay: source['enable-relay'] === true, text }
}

/** Throws DmError with the code that DM gives: no name, no instances, a source twice. */
export function readTaskText(text: string): TaskText {
  const task = mapping(text)
  const name = task.name
  if (typeof name !== 'string' || name === '') throw dmError(20004)
  const instances = Array.isArray(task['mysql-instances']) ? task['mysql-instances'] : []
  if (instances.length === 0) throw dmError(20013)
  const sources = instances.map((instance: unknown) => String((instance as Record<string, unknown>)['source-id'] ?? ''))
  if (sources.includes('')) throw dmError(20005)
  const twice = sources.findIndex((source, at) => sources.indexOf(source) < at)
  const again = sources[twice]
  if (again !== undefined) throw dmError(20014, String(sources.indexOf(again)), String(twice), again)
  const mode = task['task-mode']
  return { name, mode: mode === 'full' || mode === 'incremental' ? mode : 'all', sources, text }
}

/** The text with every password as asterisks, as GetCfg shows it. */
export function masked(text: string): string {
  const document = parseDocument(text)
  for (const path of ['from', 'target-database']) {
    if (document.hasIn([path, 'password'])) document.setIn([path, 'password'], '******')
  }
  return document.toString()
}

function mapping(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = parse(text)
  } catch (error) {
    throw dmError(20003, error instanceof Error ? error.message : String(error))
  }
  if (typeof value !== 'object' || value === null) throw dmError(20003, 'the text is no mapping')
  return value as Record<string, unknown>
}
