// The few small files of a package that are wanted on the control machine itself: rules and dashboards.

import { list, type ReadEntry } from 'tar'
import { reason } from '../core/error.js'
import { globPattern } from './glob.js'
import { ModuleError } from './module.js'

const largestBytes = 8 * 1024 * 1024

/** Texts by their names without directories. Throws a ModuleError where two share one, or one is too large. */
export async function packageTexts(path: string, match: string): Promise<ReadonlyMap<string, string>> {
  const pattern = globPattern(match)
  const texts = new Map<string, string>()
  const reads: Promise<void>[] = []
  const onReadEntry = (entry: ReadEntry): void => {
    if (pattern.test(entry.path.replace(/^\.\//, '')) && isFile(entry)) reads.push(keep(entry, texts))
    else entry.resume()
  }
  try {
    await list({ file: path, strict: true, noResume: true, onReadEntry })
    await Promise.all(reads)
  } catch (cause) {
    if (cause instanceof ModuleError) throw cause
    throw new ModuleError(`cannot use the package ${path} as ${reason(cause)}`, { code: 'E-PACKAGE' })
  }
  return new Map([...texts].sort(([a], [b]) => (a < b ? -1 : 1)))
}

const isFile = ({ type }: ReadEntry): boolean => type === 'File' || type === 'OldFile'

async function keep(entry: ReadEntry, texts: Map<string, string>): Promise<void> {
  const name = entry.path.slice(entry.path.lastIndexOf('/') + 1)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of entry) {
    size += chunk.length
    if (size <= largestBytes) chunks.push(chunk)
  }
  if (size > largestBytes)
    throw new ModuleError(`cannot use ${entry.path} as it is larger than 8 MiB`, { code: 'E-PACKAGE' })
  if (texts.has(name))
    throw new ModuleError(`cannot use ${entry.path} as another file has its name`, { code: 'E-PACKAGE' })
  texts.set(name, Buffer.concat(chunks).toString())
}
