// LevelDB's log format (blocks of 32 KiB, records that may span them): the journal and the manifest of a store are such
// logs. Read and written here; a torn end, as a killed process leaves it, ends the reading without a complaint.

import { maskedCrc } from './crc.js'

const blockBytes = 32_768
const headBytes = 7
const full = 1
const first = 2
const middle = 3
const last = 4

/** The whole records in their order; what comes after the first broken one does not count. */
export function logRecords(log: Buffer): Buffer[] {
  const records: Buffer[] = []
  let parts: Buffer[] = []
  for (const { type, data } of pieces(log)) {
    if (type === full || type === first) parts = []
    parts.push(data)
    if (type === full || type === last) records.push(Buffer.concat(parts))
  }
  return records
}

interface Piece {
  readonly type: number
  readonly data: Buffer
}

function* pieces(log: Buffer): Generator<Piece> {
  let at = 0
  while (at + headBytes <= log.length) {
    const left = blockBytes - (at % blockBytes)
    if (left < headBytes) {
      at += left
      continue
    }
    const length = log.readUInt16LE(at + 4)
    const body = log.subarray(at + 6, at + headBytes + length)
    const type = body[0] ?? 0
    if (body.length < length + 1 || type < full || type > last) return
    if (maskedCrc(body) !== log.readUInt32LE(at)) return
    yield { type, data: body.subarray(1) }
    at += headBytes + length
  }
}

export function logOf(records: readonly Buffer[]): Buffer {
  const written: Buffer[] = []
  let at = 0
  for (const record of records) {
    let from = 0
    do {
      const left = blockBytes - (at % blockBytes)
      if (left < headBytes) {
        written.push(Buffer.alloc(left))
        at += left
        continue
      }
      const part = record.subarray(from, from + left - headBytes)
      const piece = pieceOf(part, { begins: from === 0, ends: from + part.length === record.length })
      written.push(piece)
      at += piece.length
      from += part.length
      if (from === record.length) break
    } while (from <= record.length)
  }
  return Buffer.concat(written)
}

function pieceOf(part: Buffer, { begins, ends }: { readonly begins: boolean; readonly ends: boolean }): Buffer {
  const type = begins ? (ends ? full : first) : ends ? last : middle
  const body = Buffer.concat([Buffer.from([type]), part])
  const head = Buffer.alloc(6)
  head.writeUInt32LE(maskedCrc(body), 0)
  head.writeUInt16LE(part.length, 4)
  return Buffer.concat([head, body])
}
