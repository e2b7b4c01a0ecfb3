// Reading and writing the small parts that LevelDB's files are made of: varints and byte strings with their length.

export class ByteReader {
  constructor(
    private readonly bytes: Buffer,
    private at = 0,
  ) {}

  get done(): boolean {
    return this.at >= this.bytes.length
  }

  byte(): number {
    const value = this.bytes[this.at]
    if (value === undefined) throw new RangeError('the data ends too early')
    this.at += 1
    return value
  }

  /** Up to 53 bits: sizes, numbers of files, sequence numbers. */
  varint(): number {
    let value = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte()
      value += (byte & 0x7f) * factor
      if (byte < 128) return value
    }
  }

  take(length: number): Buffer {
    if (this.at + length > this.bytes.length) throw new RangeError('the data ends too early')
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
  }

  string(): Buffer {
    return this.take(this.varint())
  }
}

export function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  return Buffer.from([...bytes, rest])
}

export const lengthed = (bytes: Buffer): Buffer => Buffer.concat([varint(bytes.length), bytes])
