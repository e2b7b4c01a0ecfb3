// Packs the simulator as ordinary component packages: `component-version-linux-arch.tar.gz` in TiUP's layout and a
// checksum list, so that the runner takes them for the real ones. The same input gives the same bytes on any machine,
// except for the path of node, which is written into every program.

import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { type ComponentName, componentNames, componentVersion, layoutOf, type PackedEntry } from './layout.js'
import { type Stamp, stampLine } from './stamp.js'
import { type ArchiveFile, tarOf } from './tarball.js'

export type Arch = 'amd64' | 'arm64'

export interface PackOptions {
  /** folder for the packages; made when missing */
  readonly dir: string
  /** of the cluster, as `v8.1.0`; anything after it (`v8.1.0-hotfix`) is as good */
  readonly version: string
  /** path of the bundled simulator: one CommonJS file without dependencies */
  readonly program: string
  /** all of them unless given */
  readonly components?: readonly ComponentName[]
  readonly os?: 'linux' | 'darwin'
  readonly arch?: Arch
  /** 40 hex digits; derived from the version unless given */
  readonly gitHash?: string
  /** node that runs the programs; the one that packs unless given */
  readonly node?: string
  /** written into `playground.json` beside each program: DM's times are multiplied by it */
  readonly timeScale?: number
  /** fault switches for `playground.json` (settings.ts) */
  readonly faults?: Readonly<Record<string, string | number | boolean>>
}

export interface PackedFile {
  readonly component: ComponentName
  readonly version: string
  /** base name */
  readonly name: string
  readonly path: string
  readonly sha256: string
  readonly sizeBytes: number
}

export const checksumFile = 'sha256sums.txt'

/**
 * Packs the components and writes `sha256sums.txt`, each by temporary file and rename.
 * A package that is there with the right content is left alone. Lines of other packages in the checksum list are kept.
 * Throws the file system's error when the folder cannot be written or the program not be read.
 */
export async function packPlayground(options: PackOptions): Promise<PackedFile[]> {
  const code = await readFile(options.program, 'utf8')
  await mkdir(options.dir, { recursive: true })
  const packed: PackedFile[] = []
  for (const component of options.components ?? componentNames)
    packed.push(await packedOne(component, { options, code }))
  await writeChecksums(options.dir, packed)
  return packed
}

async function packedOne(
  component: ComponentName,
  { options, code }: { readonly options: PackOptions; readonly code: string },
): Promise<PackedFile> {
  const version = componentVersion(component, options.version)
  const name = `${component}-${version}-${options.os ?? 'linux'}-${options.arch ?? hostArch()}.tar.gz`
  const path = join(options.dir, name)
  const content = tarOf(filesOf(component, { options, code, version }))
  const known = await packageWith(path, content)
  const archive = known ?? gzipSync(content, { level: 9 })
  if (known === null) await replaceFile(path, archive)
  const digest = createHash('sha256').update(archive).digest('hex')
  return { component, version, name, path, sha256: digest, sizeBytes: archive.length }
}

function filesOf(
  component: ComponentName,
  { options, code, version }: { readonly options: PackOptions; readonly code: string; readonly version: string },
): ArchiveFile[] {
  const gitHash = options.gitHash ?? createHash('sha1').update(`${component} ${version}`).digest('hex')
  const stamp = { version, gitHash, os: options.os ?? 'linux', arch: options.arch ?? hostArch() }
  const textOf = (entry: PackedEntry) =>
    entry.kind === 'text'
      ? entry.text
      : programText(code, { node: options.node ?? process.execPath, stamp: { ...stamp, program: entry.program } })
  const files = Object.entries(layoutOf(component)).map(([path, entry]) => ({
    path,
    text: textOf(entry),
    executable: entry.kind === 'program',
  }))
  return [...files, ...settingsFiles(files, options)].toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

/**
 * A script for both sh, which hands itself to node, and JavaScript, for which the first word is a mere string.
 * `require` is taken from node itself: below a `"type": "module"` folder a file without extension is no CommonJS.
 */
export function programText(code: string, { node, stamp }: { readonly node: string; readonly stamp: Stamp }): string {
  const quoted = `'${node.replaceAll("'", `'\\''`)}'`
  return `#!/bin/sh\n':' //; exec ${quoted} "$0" "$@"\nvar require = process.getBuiltinModule;\n${stampLine(stamp)}\n${code}`
}

function settingsFiles(files: readonly ArchiveFile[], { timeScale, faults }: PackOptions): ArchiveFile[] {
  if (timeScale === undefined && faults === undefined) return []
  const settings = { ...(timeScale === undefined ? {} : { timeScale }), ...(faults === undefined ? {} : { faults }) }
  const folders = new Set(files.filter((file) => file.executable).map((file) => dirname(file.path)))
  const text = `${JSON.stringify(settings, null, 2)}\n`
  return [...folders].map((folder) => ({ path: `${folder}/playground.json`, text, executable: false }))
}

/** The package that is there, null unless it has this content. Another zlib may have pressed it into other bytes. */
async function packageWith(path: string, content: Buffer): Promise<Buffer | null> {
  try {
    const archive = await readFile(path)
    return gunzipSync(archive).equals(content) ? archive : null
  } catch {
    return null
  }
}

async function writeChecksums(dir: string, packed: readonly PackedFile[]): Promise<void> {
  const path = join(dir, checksumFile)
  const before = await readFile(path, 'utf8').catch(() => '')
  const names = new Set(packed.map((file) => file.name))
  const kept = before.split('\n').filter((line) => line !== '' && !names.has(line.slice(66)))
  const lines = [...kept, ...packed.map((file) => `${file.sha256}  ${file.name}`)]
  const text = `${lines.toSorted((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join('\n')}\n`
  if (text !== before) await replaceFile(path, text)
}

async function replaceFile(path: string, content: Buffer | string): Promise<void> {
  await writeFile(`${path}.tmp`, content)
  await rename(`${path}.tmp`, path)
}

export function hostArch(): Arch {
  return process.arch === 'arm64' ? 'arm64' : 'amd64'
}
