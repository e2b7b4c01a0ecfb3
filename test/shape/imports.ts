// Which file of src imports which: read from the text, good enough since the formatter fixes how imports are written.

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'

export const root = join(import.meta.dirname, '..', '..')

export interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

/** Files below a folder, relative to the repository, sorted. */
export function filesBelow(folder: string, ending = ''): string[] {
  const found = readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
  return found
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort()
}

/** Imports of a file that point into src. */
export function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8')
  const statements = text.matchAll(
    /^(?:import|export)\s+(type\s+)?([^'"]*?from\s+)?['"](\.[^'"]+)['"]|import\(['"](\.[^'"]+)['"]\)/gms,
  )
  return [...statements].map(([, type, names, from, dynamic]) => ({
    from: file,
    to: normalize(join(dirname(file), (from ?? dynamic ?? '').replace(/\.js$/, '.ts'))),
    typeOnly: type !== undefined || onlyTypes(names ?? ''),
  }))
}

/** `{ type A, type B }` imports nothing at run time. */
function onlyTypes(names: string): boolean {
  const [, inner] = /\{([^}]*)\}/.exec(names) ?? []
  return inner?.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type ')) ?? false
}
