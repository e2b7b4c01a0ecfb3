// Snappy's block format, unpacked: literals, and copies of what came before.

import { ByteReader } from './bytes.js'

/** Throws RangeError where the data is no snappy block. */
export function unsnapped(block: Buffer): Buffer {
  const reader = new ByteReader(block)
  const out = Buffer.alloc(reader.varint())
  let at = 0
  while (!reader.done) {
    const tag = reader.byte()
    if ((tag & 3) === 0) at += reader.take(literalLength(tag, reader)).copy(out, at)
    else at = copied(out, at, copyOf(tag, reader))
  }
  if (at !== out.length) throw new RangeError('a snappy block has another length than it says')
  return out
}

function literalLength(tag: number, reader: ByteReader): number {
  const short = tag >> 2
  return short < 60 ? short + 1 : little(reader, short - 59) + 1
}

interface Copy {
  readonly offset: number
  readonly length: number
}

function copyOf(tag: number, reader: ByteReader): Copy {
  if ((tag & 3) === 1) return { length: ((tag >> 2) & 7) + 4, offset: ((tag >> 5) << 8) + reader.byte() }
  return { length: (tag >> 2) + 1, offset: little(reader, (tag & 3) === 2 ? 2 : 4) }
}

/** Byte by byte: a copy may reach into itself. */
function copied(out: Buffer, at: number, { offset, length }: Copy): number {
  if (offset === 0 || offset > at || at + length > out.length) throw new RangeError('a snappy copy leads outside')
  for (let index = 0; index < length; index += 1) out[at + index] = out[at + index - offset] ?? 0
  return at + length
}

function little(reader: ByteReader, bytes: number): number {
  let value = 0
  for (let index = 0; index < bytes; index += 1) value += reader.byte() * 256 ** index
  return value
}
