// The few small files of a package that are wanted beside each other: rules and dashboards.

import { posix } from 'node:path'
import { readEntries } from '../packages/tarball.js'
import { globPattern } from './glob.js'
import { ModuleError } from './module.js'

/** Texts by their names without directories, sorted. Throws a ModuleError where two share one. */
export async function packageTexts(path: string, match: string): Promise<ReadonlyMap<string, string>> {
  const pattern = globPattern(match)
  const entries = await readEntries(path, (name) => pattern.test(name))
  const texts = new Map<string, string>()
  for (const [name, content] of [...entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const plain = posix.basename(name)
    if (texts.has(plain)) throw new ModuleError(`cannot use ${name} of ${path} as another file has its name`)
    texts.set(plain, content.toString())
  }
  return texts
}
