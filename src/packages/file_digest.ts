// A file of the control machine with its digest, read in pieces: packages are hundreds of megabytes.

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { LocalFile } from '../hosts/host.js'

/** SHA-256 in hex. Throws the file system's error. */
export async function digestedFile(path: string): Promise<LocalFile> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return { path, sha256: hash.digest('hex'), size: (await stat(path)).size }
}

/** Reads a file once, and again when its size or its time changed. */
export function digestMemo(): (path: string) => Promise<LocalFile> {
  const known = new Map<string, Promise<LocalFile>>()
  return async (path) => {
    const { size, mtimeMs } = await stat(path)
    const key = `${path} ${size} ${mtimeMs}`
    const digested = known.get(key) ?? digestedFile(path)
    known.set(key, digested)
    return digested
  }
}
