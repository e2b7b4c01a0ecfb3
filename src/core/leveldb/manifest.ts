// The manifest of a LevelDB store: which tables and which journals count. Others are left over.

import { ByteReader, lengthed, varint } from './bytes.js'
import { logOf, logRecords } from './log.js'

/** Numbers of files. Journals from `journal` on count, and the one before it where there is one. */
export interface Manifest {
  readonly tables: ReadonlySet<number>
  readonly journal: number
  readonly before: number
}

type Edit = { tables: Set<number>; journal: number; before: number }

/** Throws RangeError where it is broken. */
export function readManifest(file: Buffer): Manifest {
  const found: Edit = { tables: new Set(), journal: 0, before: 0 }
  for (const record of logRecords(file)) {
    const reader = new ByteReader(record)
    while (!reader.done) applied(found, reader)
  }
  return found
}

function applied(found: Edit, reader: ByteReader): void {
  const tag = reader.varint()
  const step = steps[tag]
  if (step === undefined) throw new RangeError(`a manifest has an unknown part: ${tag}`)
  step(found, reader)
}

const steps: Readonly<Record<number, (found: Edit, reader: ByteReader) => void>> = {
  1: (_, reader) => void reader.string(), // the comparator
  2: (found, reader) => {
    found.journal = reader.varint()
  },
  3: (_, reader) => void reader.varint(), // the next file's number
  4: (_, reader) => void reader.varint(), // the last sequence number
  5: (_, reader) => {
    reader.varint()
    reader.string() // where compaction goes on
  },
  6: (found, reader) => {
    reader.varint()
    found.tables.delete(reader.varint())
  },
  7: (found, reader) => {
    reader.varint()
    found.tables.add(reader.varint())
    reader.varint()
    reader.string()
    reader.string()
  },
  9: (found, reader) => {
    found.before = reader.varint()
  },
}

/** A store without tables, whose one journal has this number. */
export function manifestOf({ journal, sequence }: { readonly journal: number; readonly sequence: number }): Buffer {
  const comparator = lengthed(Buffer.from('leveldb.BytewiseComparator'))
  const tagged = [
    [1, comparator],
    [2, varint(journal)],
    [3, varint(journal + 1)],
    [4, varint(sequence)],
  ] as const
  return logOf([Buffer.concat(tagged.flatMap(([tag, bytes]) => [varint(tag), bytes]))])
}
