// A package judged before a byte of it is unpacked anywhere, and small files out of one. What is refused is refused with
// everything that is wrong; what is accepted holds files, directories and links that stay inside, nothing else.

import { DmbookError, reason } from '../core/error.js'
import { sizeText } from '../core/size.js'
import { count } from '../core/text.js'
import type { LocalFile } from '../hosts/host.js'
import { hostileEntries, isFile, octal } from './hostile_entries.js'
import { componentsIn } from './package_components.js'
import { packageError } from './package_error.js'
import { ProgramHeads } from './program_archs.js'
import { plainPath, readTar, type TarEntry, type TarLimits, tarLimits } from './tar_reading.js'

/** `path` without `./`; `mode` as `0755`; `target` is where a link points, else null. */
export interface PackageEntry {
  readonly path: string
  readonly type: 'file' | 'directory' | 'link'
  readonly mode: string
  readonly size: number
  readonly target: string | null
}

/**
 * `components` as TiUP names them: dm-master, dm-worker, dmctl, prometheus, grafana … `archs` are those of its programs;
 * empty where they are scripts.
 */
export interface InspectedTarball {
  readonly entries: readonly PackageEntry[]
  readonly components: readonly string[]
  readonly archs: readonly string[]
}

const problemsShown = 20

/** Throws `E-PACKAGE` (exit refused) with every problem of a tar that must not be unpacked. */
export async function inspectTarball(path: string, limits: TarLimits = tarLimits): Promise<InspectedTarball> {
  const entries: TarEntry[] = []
  const heads = new ProgramHeads()
  const content = (entry: TarEntry, piece: Buffer): void => heads.content(entry, piece)
  const broken = await readTar(path, { limits, entry: (entry) => void entries.push(entry), content }).then(
    () => (entries.length === 0 ? ['it is empty'] : []),
    (cause: unknown) => [reason(cause)],
  )
  const problems = [...hostileEntries(entries).map((what) => `it holds ${what}`), ...broken]
  if (problems.length > 0) throw refused(path, problems)
  const files = entries.filter(isFile).map((entry) => plainPath(entry.path))
  return { entries: entries.map(packageEntry), components: componentsIn(files), archs: heads.archs }
}

const inspected = new Map<string, Promise<InspectedTarball>>()

/** The same, once for each content: to be looked at a package is unpacked in full, which takes a second of processor time. */
export function inspectedPackage({ path, sha256 }: LocalFile): Promise<InspectedTarball> {
  const known = inspected.get(sha256) ?? inspectTarball(path)
  inspected.set(sha256, known)
  known.catch(() => inspected.delete(sha256))
  return known
}

const largestRead = 8 * 1024 ** 2

/** The regular files whose path (without `./`) matches, by path. Throws `E-PACKAGE` for one beyond 8 MiB. */
export async function readEntries(path: string, match: (path: string) => boolean): Promise<Map<string, Buffer>> {
  const pieces = new Map<string, Buffer[]>()
  const entry = (found: TarEntry): void => {
    if (!isFile(found) || !match(plainPath(found.path))) return
    if (found.size > largestRead) throw new Error(`${found.path} is larger than ${sizeText(largestRead)}`)
    pieces.set(plainPath(found.path), [])
  }
  const content = ({ path: name }: TarEntry, piece: Buffer): void => void pieces.get(plainPath(name))?.push(piece)
  await readTar(path, { entry, content }).catch((cause: unknown) => {
    throw packageError(`cannot read the package ${path} as ${reason(cause)}`, { cause })
  })
  return new Map([...pieces].map(([name, parts]) => [name, Buffer.concat(parts)]))
}

function packageEntry({ path, type, mode, size, target }: TarEntry): PackageEntry {
  const common = { path: plainPath(path), mode: octal(mode), size }
  if (type === 'SymbolicLink') return { ...common, type: 'link', target }
  return { ...common, type: type === 'Directory' ? 'directory' : 'file', target: null }
}

function refused(path: string, whys: readonly string[]): DmbookError {
  const shown = whys.slice(0, problemsShown).map((why) => ({ message: `cannot use the package ${path} as ${why}` }))
  const more = whys.length - shown.length
  const rest = more > 0 ? [{ message: `and ${count(more, 'more problem')} of this package` }] : []
  const [first] = shown
  const message =
    whys.length === 1 && first ? first.message : `cannot use the package ${path} as it has ${whys.length} problems`
  return new DmbookError(message, { code: 'E-PACKAGE', exit: 'refused', problems: [...shown, ...rest] })
}
