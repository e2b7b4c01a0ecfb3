// A LevelDB store that nobody has open, as the files of its directory: read whole, written as one journal.
// Enough for the task stores of DM 1.0, which hold a few tasks.

import { batchEntries, batchOf, type Entry } from './entry.js'
import { logOf, logRecords } from './log.js'
import { manifestOf, readManifest } from './manifest.js'
import { tableEntries } from './table.js'

/** By file name. */
export type StoreFiles = ReadonlyMap<string, Buffer>

/** The values by key (as latin1 text). Throws RangeError where files are missing or broken. */
export function storeRows(files: StoreFiles): ReadonlyMap<string, Buffer> {
  const newest = new Map<string, Entry>()
  for (const entry of entriesOf(files)) {
    const key = entry.key.toString('latin1')
    if ((newest.get(key)?.sequence ?? -1) <= entry.sequence) newest.set(key, entry)
  }
  return new Map([...newest].flatMap(([key, { value }]) => (value === null ? [] : [[key, value] as const])))
}

function entriesOf(files: StoreFiles): Entry[] {
  const current = fileOf(files, 'CURRENT').toString().trim()
  const { tables, journal, before } = readManifest(fileOf(files, current))
  const named = [...files].flatMap(([name, file]) => {
    const [, number, kind] = /^(\d+)\.(log|ldb|sst)$/.exec(name) ?? []
    return number === undefined ? [] : [{ number: Number(number), kind, file }]
  })
  const missing = [...tables].find((number) => !named.some((one) => one.number === number && one.kind !== 'log'))
  if (missing !== undefined) throw new RangeError(`the table ${missing} is missing`)
  return named.flatMap(({ number, kind, file }) => {
    if (kind !== 'log') return tables.has(number) ? tableEntries(file) : []
    return number >= journal || number === before ? logRecords(file).flatMap(batchEntries) : []
  })
}

function fileOf(files: StoreFiles, name: string): Buffer {
  const found = files.get(name)
  if (found === undefined) throw new RangeError(`${name === '' ? 'CURRENT' : name} is missing`)
  return found
}

/** The files of a new store with these rows. */
export function storeFiles(rows: readonly (readonly [key: Buffer, value: Buffer])[]): StoreFiles {
  return new Map([
    ['CURRENT', Buffer.from('MANIFEST-000000\n')],
    ['MANIFEST-000000', manifestOf({ journal: 1, sequence: rows.length })],
    ['000001.log', logOf(rows.length === 0 ? [] : [batchOf(rows, 1)])],
    ['LOCK', Buffer.alloc(0)],
    ['LOG', Buffer.from('')],
  ])
}
