// What a package holds, judged on the control machine before a byte of it is sent: names that leave the directory,
// links that point out of it, devices and setuid programs are refused, and so is what would fill a disk.

import { posix } from 'node:path'
import { list, type ReadEntry } from 'tar'
import { reason } from '../core/error.js'
import { ModuleError } from './module.js'

const mostEntries = 100_000
const mostBytes = 8 * 1024 ** 3

/** The programs that DM's own packages bring; they tell their version with -V. */
const dmPrograms: readonly string[] = ['dm-master', 'dm-worker', 'dmctl']
const barePrograms: readonly string[] = [
  ...dmPrograms,
  'prometheus',
  'alertmanager',
  'node_exporter',
  'blackbox_exporter',
]

/** `bare`: programs at the top level, which belong into a directory of their name. `tried`: those that know -V. */
export interface PackageLayout {
  readonly bare: readonly string[]
  readonly others: readonly string[]
  readonly tried: readonly string[]
}

/** Throws a ModuleError `E-PACKAGE` that names the first thing that is wrong. */
export async function packageLayout(path: string): Promise<PackageLayout> {
  const entries: Entry[] = []
  try {
    await list({ file: path, strict: true, onReadEntry: (entry) => void entries.push(described(entry)) })
  } catch (cause) {
    throw refused(path, reason(cause))
  }
  const why = entries.map(refusalOf).find((found) => found !== null) ?? tooMuch(entries)
  if (why) throw refused(path, why)
  const names = entries.filter((entry) => entry.type === 'File').map((entry) => entry.name)
  const bare = names.filter((name) => barePrograms.includes(plain(name)))
  return { bare, others: topLevel(names.filter((name) => !bare.includes(name))), tried: triedPrograms(names) }
}

interface Entry {
  readonly name: string
  readonly type: string
  readonly mode: number
  readonly size: number
  readonly target: string
}

const described = ({ path, type, mode, size, linkpath }: ReadEntry): Entry => ({
  name: path,
  type: type === 'OldFile' || type === 'ContiguousFile' ? 'File' : type,
  mode: mode ?? 0,
  size,
  target: linkpath ?? '',
})

function refusalOf({ name, type, mode, target }: Entry): string | null {
  if (leaves(name) || hasControls(name)) return `it holds a name that leaves its directory: ${JSON.stringify(name)}`
  if (type === 'SymbolicLink' && leaves(posix.join(posix.dirname(name), target), target)) return outside(name, target)
  if (type === 'Link' && leaves(target)) return outside(name, target)
  if (!['File', 'Directory', 'SymbolicLink', 'Link'].includes(type))
    return `it holds something else than files: ${name}`
  return (mode & 0o6000) === 0 || type === 'Directory'
    ? null
    : `it holds a program that takes another user's rights: ${name}`
}

const outside = (name: string, target: string): string => `it holds a link that points out of it: ${name} → ${target}`

const leaves = (path: string, written = path): boolean =>
  posix.isAbsolute(written) || posix.normalize(path).split('/').includes('..') || written === ''

const hasControls = (name: string): boolean => [...name].some((character) => character < ' ')

function tooMuch(entries: readonly Entry[]): string | null {
  const bytes = entries.reduce((sum, entry) => sum + entry.size, 0)
  if (entries.length > mostEntries) return `it holds more than ${mostEntries} files`
  return bytes > mostBytes ? 'it is larger than 8 GiB when unpacked' : null
}

/** As the entries are written, for tar: the directories and files of the first level. */
const topLevel = (names: readonly string[]): string[] => [
  ...new Set(names.map((name) => (/^(?:\.\/)?[^/]+/.exec(name) ?? [name])[0])),
]

function triedPrograms(names: readonly string[]): string[] {
  const all = new Set(names.map(plain))
  return dmPrograms.filter((program) => all.has(program) || all.has(`${program}/${program}`))
}

const plain = (name: string): string => name.replace(/^\.\//, '')

const refused = (path: string, why: string): ModuleError =>
  new ModuleError(`cannot use the package ${path} as ${why}`, { code: 'E-PACKAGE' })
