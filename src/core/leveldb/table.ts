// A table of a LevelDB store (.ldb, .sst): a footer that leads to the index, which leads to blocks of sorted entries.

import { ByteReader } from './bytes.js'
import { maskedCrc } from './crc.js'
import type { Entry } from './entry.js'
import { unsnapped } from './snappy.js'

const footerBytes = 48
const magic = 0xdb4775248b80fb57n
/** type and checksum behind each block */
const trailerBytes = 5

/** All entries, old writes of a key too. Throws RangeError where the file is broken. */
export function tableEntries(file: Buffer): Entry[] {
  if (file.length < footerBytes || file.readBigUInt64LE(file.length - 8) !== magic)
    throw new RangeError('the file is no table')
  const footer = new ByteReader(file.subarray(file.length - footerBytes))
  handleOf(footer) // the filter's
  const index = rowsOf(blockAt(file, handleOf(footer)))
  return index.flatMap(([, handle]) => rowsOf(blockAt(file, handleOf(new ByteReader(handle)))).map(entryOf))
}

interface Handle {
  readonly offset: number
  readonly size: number
}

function handleOf(reader: ByteReader): Handle {
  const offset = reader.varint()
  return { offset, size: reader.varint() }
}

function blockAt(file: Buffer, { offset, size }: Handle): Buffer {
  const whole = file.subarray(offset, offset + size + 1)
  const block = whole.subarray(0, size)
  if (whole.length < size + 1 || offset + size + trailerBytes > file.length)
    throw new RangeError('a block leads outside')
  if (maskedCrc(whole) !== file.readUInt32LE(offset + size + 1)) throw new RangeError('a block has a wrong checksum')
  return whole[size] === 1 ? unsnapped(block) : block
}

/** Keys share their beginning with the one before; restarts at the end only help to search. */
function rowsOf(block: Buffer): [key: Buffer, value: Buffer][] {
  const restarts = block.readUInt32LE(block.length - 4)
  const reader = new ByteReader(block.subarray(0, block.length - 4 - restarts * 4))
  const rows: [Buffer, Buffer][] = []
  let before: Buffer = Buffer.alloc(0)
  while (!reader.done) {
    const shared = reader.varint()
    const own = reader.varint()
    const length = reader.varint()
    before = Buffer.concat([before.subarray(0, shared), reader.take(own)])
    rows.push([before, reader.take(length)])
  }
  return rows
}

/** The last eight bytes of a key are its sequence number and whether it is a value. */
function entryOf([key, value]: [Buffer, Buffer]): Entry {
  const tail = key.readBigUInt64LE(key.length - 8)
  return {
    key: key.subarray(0, key.length - 8),
    value: (tail & 0xffn) === 0n ? null : value,
    sequence: Number(tail >> 8n),
  }
}
