// What a store holds of one key: its newest write, a value or a deletion. Journals hold them in batches.

import { ByteReader, lengthed } from './bytes.js'

/** `value` null: deleted. The higher sequence is the newer write. */
export interface Entry {
  readonly key: Buffer
  readonly value: Buffer | null
  readonly sequence: number
}

const put = 1

/** The writes of one journal record. */
export function batchEntries(record: Buffer): Entry[] {
  const first = Number(record.readBigUInt64LE(0))
  const reader = new ByteReader(record, 12)
  const entries: Entry[] = []
  while (!reader.done) {
    const type = reader.byte()
    const key = reader.string()
    const value = type === put ? reader.string() : null
    entries.push({ key, value, sequence: first + entries.length })
  }
  return entries
}

/** A journal record that puts all of them, the first with this sequence number. */
export function batchOf(rows: readonly (readonly [key: Buffer, value: Buffer])[], sequence: number): Buffer {
  const head = Buffer.alloc(12)
  head.writeBigUInt64LE(BigInt(sequence), 0)
  head.writeUInt32LE(rows.length, 8)
  const puts = rows.flatMap(([key, value]) => [Buffer.from([put]), lengthed(key), lengthed(value)])
  return Buffer.concat([head, ...puts])
}
