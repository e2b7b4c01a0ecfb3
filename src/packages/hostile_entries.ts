// What in a package could harm the machine that unpacks it: names and links that leave the directory, entries that are
// no files, programs with another user's rights, names that hide one another. Pure; every problem, not the first.

import { posix } from 'node:path'
import { plainPath, type TarEntry } from './tar_reading.js'

const files: readonly string[] = ['File', 'OldFile', 'ContiguousFile']
const accepted: readonly string[] = [...files, 'Directory', 'SymbolicLink']

export const isFile = ({ type }: Pick<TarEntry, 'type'>): boolean => files.includes(type)

/** Each completes "as it holds …"; in the order of the entries, then what only several together show. */
export function hostileEntries(entries: readonly TarEntry[]): string[] {
  const alone = entries.flatMap((entry) => {
    const found = nameProblem(entry.path) ?? typeProblem(entry) ?? linkProblem(entry) ?? modeProblem(entry)
    return found === null ? [] : [found]
  })
  return [...alone, ...entriesBelow(entries), ...hiding(entries)]
}

function nameProblem(path: string): string | null {
  if (hasControls(path)) return `a name with control characters: ${JSON.stringify(path)}`
  if (posix.isAbsolute(path)) return `an absolute name: ${path}`
  return path.split('/').includes('..') ? `a name that leaves it: ${path}` : null
}

/** What C0, DEL and undecodable bytes show as is not what they do. */
const hasControls = (path: string): boolean =>
  [...path].some((character) => character < ' ' || character === '\x7f' || character === '\ufffd')

function typeProblem({ path, type, target }: TarEntry): string | null {
  if (accepted.includes(type)) return null
  if (type === 'Link') return `a hard link: ${path} → ${target}`
  if (type === 'CharacterDevice' || type === 'BlockDevice') return `a device: ${path}`
  return `something that is no file, directory or link (${type}): ${path}`
}

/**
 * `..` is allowed at the beginning of a target only, and not further than the package: after a name it could climb from
 * wherever another link leads. Links to links are then safe too, each staying inside.
 */
function linkProblem({ path, type, target }: TarEntry): string | null {
  if (type !== 'SymbolicLink') return null
  const steps = target.split('/').filter((step) => step !== '' && step !== '.')
  const names = steps.findIndex((step) => step !== '..')
  const up = names < 0 ? steps.length : names
  const depth = plainPath(path).split('/').length - 1
  const leaves = posix.isAbsolute(target) || up > depth || steps.slice(up).includes('..')
  if (leaves) return `a link that may lead out of it: ${path} → ${target}`
  return hasControls(target) ? `a link with control characters: ${JSON.stringify(target)}` : null
}

function modeProblem(entry: TarEntry): string | null {
  if (!isFile(entry) || (entry.mode & 0o6000) === 0) return null
  return `a program that takes another user's rights (mode ${octal(entry.mode)}): ${entry.path}`
}

/** Names below what is a link or a file. */
function entriesBelow(entries: readonly TarEntry[]): string[] {
  const parents = new Map(
    entries.filter(({ type }) => type !== 'Directory').map((entry) => [plainPath(entry.path), entry]),
  )
  return entries.flatMap(({ path }) => {
    const above = ancestors(plainPath(path)).find((parent) => parents.has(parent))
    if (above === undefined) return []
    return [`a name below a ${parents.get(above)?.type === 'SymbolicLink' ? 'link' : 'file'}: ${path}`]
  })
}

/** Names that come twice, or that are one name where case or accents are written otherwise. */
function hiding(entries: readonly TarEntry[]): string[] {
  const written = new Map<string, string>()
  const twice = new Map<string, TarEntry>()
  const problems = new Set<string>()
  for (const entry of entries) {
    const path = plainPath(entry.path)
    for (const name of [...ancestors(path), path]) {
      const other = written.get(folded(name))
      if (other === undefined) written.set(folded(name), name)
      else if (other !== name) problems.add(`names that differ in case only: ${other} and ${name}`)
    }
    const before = twice.get(path)
    if (before && !(before.type === 'Directory' && entry.type === 'Directory')) problems.add(`a name twice: ${path}`)
    twice.set(path, entry)
  }
  return [...problems]
}

const folded = (name: string): string => name.normalize('NFC').toLowerCase()

/** Of `a/b/c`: `a` and `a/b`. */
function ancestors(path: string): string[] {
  const steps = path.split('/')
  return steps.slice(0, -1).map((_, index) => steps.slice(0, index + 1).join('/'))
}

/** `4755`. */
export const octal = (mode: number): string => mode.toString(8).padStart(4, '0')
