// A file of the control machine, as a Writer sends it.

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { reason } from '../core/error.js'
import type { LocalFile } from '../hosts/host.js'
import { ModuleError } from './module.js'

/** Its digest is read anew each time. Throws a ModuleError where it cannot be read. */
export async function localFile(path: string): Promise<LocalFile> {
  try {
    const hash = createHash('sha256')
    const [{ size }] = await Promise.all([stat(path), pipeline(createReadStream(path), hash)])
    return { path, size, sha256: hash.digest('hex') }
  } catch (cause) {
    throw new ModuleError(`cannot read ${path} on the control machine as ${reason(cause)}`)
  }
}
