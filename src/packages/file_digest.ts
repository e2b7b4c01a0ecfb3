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
