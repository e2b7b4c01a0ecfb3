// What a master keeps on disk: one file below `member/wal`, replaced as a whole, so that a kill at any time leaves
// either the old or the new one. `member/snap` exists as in etcd but holds nothing that is needed.

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { State } from './state.js'

export interface Entry {
  readonly term: number
  readonly index: number
  readonly state: State
}

export function isNewer(entry: Entry, known: Entry | null): boolean {
  if (known === null || entry.term > known.term) return true
  return entry.term === known.term && entry.index > known.index
}

export interface StoreRecord {
  /** '' until a joining member was told its id by the first entry */
  readonly memberId: string
  readonly clusterId: string
  readonly term: number
  readonly votedFor: string
  /** null for a joining member that has not heard from the others */
  readonly entry: Entry | null
}

export interface Disk {
  read(): StoreRecord | null
  write(record: StoreRecord): void
}

/** `wal` is made by the first write; its existence says "this member has data". */
export function diskAt(dataDir: string): Disk {
  const folder = join(dataDir, 'member', 'wal')
  const file = join(folder, 'record.json')
  return {
    read: () => parsed(file),
    write: (record) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      mkdirSync(join(dataDir, 'member', 'snap'), { recursive: true, mode: 0o700 })
      writeFileSync(`${file}.tmp`, JSON.stringify(record), { mode: 0o600 })
      renameSync(`${file}.tmp`, file)
    },
  }
}

function parsed(file: string): StoreRecord | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return null
  }
  return JSON.parse(text) as StoreRecord
}
