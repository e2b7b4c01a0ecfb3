// The file of a dm-worker 1.0, and the source that it becomes in DM 2.0. Every key that 2.0 knows is taken over; what it
// does not know, or would read otherwise, is said.

import { parse } from 'smol-toml'
import type { Json } from '../../language/inventory.js'

/** Relative to the deploy directory where the file says nothing. */
export function workerMetaDir(toml: string | null): string {
  const value = toml === null ? undefined : tableOf(toml)?.['meta-dir']
  return typeof value === 'string' && value !== '' ? value : 'dm_worker_meta'
}

export interface V1Source {
  readonly id: string
  /** the source of DM 2.0, with its password */
  readonly config: Readonly<Record<string, Json>>
  readonly password: string
  /** keys that are left out, each with the reason */
  readonly dropped: readonly string[]
  /** log-level of the process, where the file sets it */
  readonly logLevel: string | null
}

/** The text says why it cannot be read. */
export function readWorkerToml(text: string): V1Source | { readonly why: string } {
  let table: Readonly<Record<string, unknown>>
  try {
    table = parse(text)
  } catch (cause) {
    const hint = /=\s*(True|False)\s*$/m.test(text) ? ': true and false have no capital letters in TOML' : ''
    const [line = ''] = (cause instanceof Error ? cause.message : '').split('\n').filter((one) => !/^\s|^\d/.test(one))
    return { why: `it is no TOML${hint || `: ${line.replace(/^Invalid TOML document: /, '')}`}` }
  }
  const from = mapOf(table.from)
  const password = typeof from.password === 'string' ? from.password : ''
  return {
    id: textOf(table['source-id']),
    config: sourceConfig(table, from),
    password,
    dropped: dropped(table),
    logLevel: typeof table['log-level'] === 'string' ? table['log-level'] : null,
  }
}

function sourceConfig(
  table: Readonly<Record<string, unknown>>,
  from: Readonly<Record<string, unknown>>,
): Record<string, Json> {
  const config: Record<string, Json> = { 'source-id': textOf(table['source-id']) }
  for (const key of [...plain, ...sections]) {
    const value = asJson(table[key])
    if (isSet(value)) config[key] = value
  }
  const wanted = ['host', 'port', 'user', 'password', 'max-allowed-packet', 'session']
  const kept = wanted.flatMap((key) => (from[key] === undefined ? [] : [[key, asJson(from[key])] as const]))
  return { ...config, from: Object.fromEntries(kept) }
}

const plain = ['server-id', 'flavor', 'enable-gtid', 'auto-fix-gtid', 'relay-binlog-name', 'relay-binlog-gtid']
const sections = ['purge', 'checker']

/** DM looks an absent value up by itself; an empty one means the same. */
const isSet = (value: Json): boolean => value !== null && value !== '' && value !== 0 && value !== false

const known = ['source-id', 'from', 'meta-dir', 'charset', 'relay-dir', ...plain, ...sections]
const processKeys = ['log-level', 'log-file', 'log-rotate', 'worker-addr', 'meta-file']

function dropped(table: Readonly<Record<string, unknown>>): string[] {
  const charset = textOf(table.charset)
  const others = Object.keys(table).filter((key) => !known.includes(key) && !processKeys.includes(key))
  return [
    ...(charset === '' ? [] : [`charset "${charset}": DM 2.0 does not use it`]),
    ...(table['meta-file'] === undefined ? [] : ['meta-file: DM 2.0 does not use it']),
    ...others.map((key) => `${key}: DM 2.0 does not know it`),
  ]
}

const tableOf = (toml: string): Readonly<Record<string, unknown>> | null => {
  try {
    return parse(toml)
  } catch {
    return null
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const mapOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}

/** Whole numbers of 64 bits may be bigints, dates are objects: both become what YAML can say. */
const asJson = (value: unknown): Json =>
  value === undefined
    ? null
    : JSON.parse(JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? Number(one) : one)))
