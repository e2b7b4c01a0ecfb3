// What nothing here can see of tasks that go on, and what DM's takeover cannot do: said once for all tasks that it may
// concern, by what their configuration says. `query-status` of DM 1.0 shows it while that runs.

import { parse } from 'smol-toml'
import type { Problem } from '../../core/error.js'

/** `config` is the subtask's TOML. */
export interface KeptTask {
  readonly task: string
  readonly source: string
  readonly config: string
}

export function taskChecklist(kept: readonly KeptTask[]): Problem[] {
  const tasks = kept.map(({ task, source, config }) => ({ name: `${task} of ${source}`, table: tableOf(config) }))
  const where = (holds: (table: Table) => boolean): string =>
    tasks.flatMap(({ name, table }) => (holds(table) ? [name] : [])).join(', ')
  const check = (names: string, text: string): Problem[] =>
    names === ''
      ? []
      : [{ message: `${names}: ${text}`, hint: 'query-status of DM 1.0 shows it, before it is stopped' }]
  return [
    ...check(
      where(({ mode }) => mode === 'all' || mode === 'full'),
      'dump and load must be over, as DM 2.0 cannot go on with them',
    ),
    ...check(
      where((table) => table['is-sharding'] === true),
      'no shard DDL may be half coordinated, as DM 2.0 does not take its locks over',
    ),
    ...check(
      where((table) => textOf(table['online-ddl-scheme']) !== ''),
      'no online DDL may be half way, as DM 2.0 does not know its ghost tables',
    ),
    ...downstreams(tasks.map(({ table }) => table)),
  ]
}

/** The upgrade alters the checkpoint tables there. */
function downstreams(tables: readonly Table[]): Problem[] {
  const found = tables.flatMap(({ to }) => {
    const { host, port, user } = mapOf(to)
    return textOf(host) === '' ? [] : [`${textOf(host)}:${String(port)} as ${textOf(user)}`]
  })
  return [...new Set(found)].map((one) => ({
    message: `dm-master adds columns to the checkpoint tables of ${one}: it must reach it, and may alter tables there`,
  }))
}

type Table = Readonly<Record<string, unknown>>

const mapOf = (value: unknown): Table => (typeof value === 'object' && value !== null ? { ...value } : {})

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** DM reads it leniently; what cannot be read says nothing. */
function tableOf(config: string): Table {
  try {
    return parse(config)
  } catch {
    return {}
  }
}
