// A file of the control machine, as a Writer sends it.

import { reason } from '../core/error.js'
import type { LocalFile } from '../hosts/host.js'
import { digestedFile } from '../packages/file_digest.js'
import { ModuleError } from './module.js'

/** Its digest is read anew each time. Throws a ModuleError where it cannot be read. */
export async function localFile(path: string): Promise<LocalFile> {
  try {
    return await digestedFile(path)
  } catch (cause) {
    throw new ModuleError(`cannot read ${path} on the control machine as ${reason(cause)}`)
  }
}
