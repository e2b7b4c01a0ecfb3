// The few small files of a package that are wanted beside each other: rules and dashboards.

import { readdir, readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
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

/** Texts of the files of a directory of the control machine, by name, sorted. Throws a ModuleError where it cannot be read. */
export async function folderTexts(folder: string, match: string): Promise<ReadonlyMap<string, string>> {
  const pattern = globPattern(match)
  try {
    const names = (await readdir(folder)).filter((name) => pattern.test(name)).sort()
    return new Map(
      await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
    )
  } catch (cause) {
    throw new ModuleError(`cannot use the files of ${folder}`, { cause })
  }
}
