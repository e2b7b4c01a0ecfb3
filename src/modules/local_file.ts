// A file of the control machine, as a Writer sends it.

import { reason } from '../core/error.js'
import type { LocalFile } from '../hosts/host.js'
import { ModuleError } from './module.js'
import type { Tools } from './tools.js'

/** `given` as the playbook names it; for all hosts it is read once. Throws a ModuleError where it cannot be read. */
export async function localFile(given: string, tools: Pick<Tools, 'resolve' | 'digested'>): Promise<LocalFile> {
  const path = tools.resolve(given)
  try {
    return await tools.digested(path)
  } catch (cause) {
    throw new ModuleError(`cannot read ${path} on the control machine as ${reason(cause)}`)
  }
}
