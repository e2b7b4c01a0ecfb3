// Tables for tests: one block of entries, one of the index, a footer; pressed by snappy as one literal where it is wished.

import { varint } from '../../../src/core/leveldb/bytes.js'
import { maskedCrc } from '../../../src/core/leveldb/crc.js'

export interface Row {
  readonly key: string
  readonly value: string | null
  readonly sequence: number
}

export function tableOf(rows: readonly Row[], { pressed = false } = {}): Buffer {
  const data = block(rows.map((row) => [internalKey(row), Buffer.from(row.value ?? '')]))
  const stored = sealed(data, pressed)
  const handle = Buffer.concat([varint(0), varint(stored.length - 5)])
  const index = block([[internalKey({ key: 'z', sequence: 0, value: '' }), handle]])
  const indexAt = stored.length
  const storedIndex = sealed(index, false)
  const handles = Buffer.concat([varint(0), varint(0), varint(indexAt), varint(index.length)])
  const footer = Buffer.concat([handles, Buffer.alloc(40 - handles.length), magic])
  return Buffer.concat([stored, storedIndex, footer])
}

const magic = Buffer.from('57fb808b247547db', 'hex')

function internalKey({ key, value, sequence }: Row): Buffer {
  const tail = Buffer.alloc(8)
  tail.writeBigUInt64LE((BigInt(sequence) << 8n) | (value === null ? 0n : 1n))
  return Buffer.concat([Buffer.from(key), tail])
}

function block(rows: readonly (readonly [Buffer, Buffer])[]): Buffer {
  let before: Buffer = Buffer.alloc(0)
  const parts = rows.map(([key, value]) => {
    let shared = 0
    while (shared < before.length && before[shared] === key[shared]) shared += 1
    before = key
    return Buffer.concat([
      varint(shared),
      varint(key.length - shared),
      varint(value.length),
      key.subarray(shared),
      value,
    ])
  })
  return Buffer.concat([...parts, Buffer.from([0, 0, 0, 0, 1, 0, 0, 0])])
}

function sealed(content: Buffer, pressed: boolean): Buffer {
  const body = pressed ? Buffer.concat([varint(content.length), literal(content)]) : content
  const typed = Buffer.concat([body, Buffer.from([pressed ? 1 : 0])])
  const sum = Buffer.alloc(4)
  sum.writeUInt32LE(maskedCrc(typed))
  return Buffer.concat([typed, sum])
}

const literal = (content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([61 << 2, (content.length - 1) & 255, (content.length - 1) >> 8]), content])
