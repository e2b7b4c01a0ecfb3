// A .tar.gz read from its beginning to its end without unpacking it, every entry shown: also those that a reader of
// tars passes over in silence, as unpacking is somebody else's work, who may not. Stops where it grows beyond limits.

import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { posix } from 'node:path'
import { createGunzip } from 'node:zlib'
import { Parser, type ReadEntry } from 'tar'
import { sizeText } from '../core/size.js'

/** `path` as written, `mode` its permission bits, `target` where a link points, else empty. */
export interface TarEntry {
  readonly path: string
  readonly type: ReadEntry['type']
  readonly mode: number
  readonly size: number
  readonly target: string
}

export interface TarLimits {
  /** of the whole tar, unpacked */
  readonly bytes: number
  readonly entries: number
  /** unpacked to packed; not asked below 64 MiB, where it does no harm */
  readonly ratio: number
}

export const tarLimits: TarLimits = { bytes: 4 * 1024 ** 3, entries: 100_000, ratio: 200 }

const harmless = 64 * 1024 ** 2

/** Small pieces cost more than what is in them. */
const pieceBytes = 256 * 1024

interface Visit {
  readonly limits?: TarLimits
  /** Gets each entry in order. Its content comes to `content`, or is passed over where that is absent. */
  readonly entry: (entry: TarEntry) => void
  readonly content?: (entry: TarEntry, piece: Buffer) => void
}

/** Throws the file system's error, the parser's for what is no whole tar, or one that names a limit. */
export async function readTar(path: string, visit: Visit): Promise<void> {
  const { size } = await stat(path)
  const check = overLimit(visit.limits ?? tarLimits, size)
  const { parser, state } = parserFor(visit)
  let bytes = 0
  for await (const piece of unpacked(path)) {
    bytes += piece.length
    parser.write(piece)
    check({ bytes, entries: state.entries })
    if (state.failure) throw state.failure
  }
  parser.end()
  if (state.failure) throw state.failure
}

/** Not by `pipeline`, which puts an abort in the place of what its consumer throws (Node 20). */
async function* unpacked(path: string): AsyncGenerator<Buffer> {
  const packed = createReadStream(path, { highWaterMark: pieceBytes })
  const gunzip = createGunzip({ chunkSize: pieceBytes })
  const pieces: AsyncIterable<Buffer> = packed.pipe(gunzip)
  packed.on('error', (error) => gunzip.destroy(error))
  try {
    yield* pieces
  } catch (cause) {
    throw compressed(cause) ? new Error('it is no .tar.gz, or a damaged one', { cause }) : cause
  } finally {
    packed.destroy()
  }
}

/** Whether zlib says it. */
const compressed = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('Z_')

/** Entries are consumed as they come, so that the parser never makes its writer wait. */
function parserFor({ entry: tell, content }: Visit) {
  const state: { entries: number; failure: Error | null } = { entries: 0, failure: null }
  const parser = new Parser({ strict: true })
  const told = (entry: ReadEntry): void => {
    const plain = described(entry)
    state.entries++
    tell(plain)
    if (content && !entry.ignore) entry.on('data', (piece: Buffer) => content(plain, piece))
    entry.resume()
  }
  parser.on('entry', told)
  parser.on('ignoredEntry', told)
  parser.on('meta', (text: string) => {
    // GNU tar takes a sparse file's name from here, other readers do not: what is inspected would not be what comes out.
    if (text.includes('GNU.sparse.')) state.failure ??= new Error('it holds a sparse file')
  })
  parser.on('error', (error: Error) => {
    state.failure ??= error
  })
  return { parser, state }
}

const described = ({ path, type, mode, size, linkpath }: ReadEntry): TarEntry => ({
  path,
  type,
  mode: mode ?? 0,
  size,
  target: linkpath ?? '',
})

function overLimit(limits: TarLimits, packed: number) {
  return ({ bytes, entries }: { bytes: number; entries: number }): void => {
    if (entries > limits.entries) throw new Error(`it holds more than ${limits.entries} entries`)
    if (bytes > limits.bytes) throw new Error(`it is larger than ${sizeText(limits.bytes)} when unpacked`)
    if (bytes > harmless && bytes > limits.ratio * packed)
      throw new Error(`it grows to more than ${limits.ratio} times its size when unpacked`)
  }
}

/** A name without `./` before it and `/` after it; `.` is the package itself. */
export const plainPath = (path: string): string => posix.normalize(path).replace(/(?<=.)\/+$/, '')
