// Packages that were fetched from a mirror, each under its digest: verified before it gets its name, and again before
// each use. One that was damaged meanwhile is fetched anew. Two runs may fetch the same one; each is whole.

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DmbookError, reason } from '../core/error.js'
import type { LocalFile } from '../hosts/host.js'
import { digestedFile, digestMemo } from './file_digest.js'
import { tryLater } from './mirror_error.js'
import type { HttpFiles, MirrorFiles } from './mirror_files.js'
import { packageError } from './package_error.js'
import type { Fetching } from './packages.js'
import { makePrivateFile } from './private_file.js'

/** A package as its manifest says it is; `url` is its name on the mirror, `file` the name it gets here. */
export interface WantedPackage {
  readonly url: string
  readonly file: string
  readonly sha256: string
  readonly size: number
}

/** Gives verified files; those of a mirror that is a folder stay where they are. Throws E-PACKAGE. */
export function packageCache(
  folder: string,
  files: MirrorFiles,
): (wanted: WantedPackage, fetching?: Fetching) => Promise<LocalFile> {
  const digested = digestMemo()
  const fetches = new Map<string, Promise<LocalFile>>()
  const fetchedOnce = (wanted: WantedPackage, way: Way): Promise<LocalFile> => {
    const path = join(folder, wanted.sha256, wanted.file)
    const under = fetches.get(path) ?? kept(fetched(wanted, path, way), path).finally(() => fetches.delete(path))
    fetches.set(path, under)
    return under
  }
  return async (wanted, fetching) => {
    if (files.kind === 'folder') return inPlace(wanted, await there(digested, files.pathOf(wanted.url)), files.where)
    const cached = await there(digested, join(folder, wanted.sha256, wanted.file))
    return cached && trouble(wanted, cached) === null ? cached : fetchedOnce(wanted, { files, fetching })
  }
}

async function there(digested: (path: string) => Promise<LocalFile>, path: string): Promise<LocalFile | null> {
  try {
    return await digested(path)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw packageError(`cannot read ${path} as ${reason(cause)}`, { cause })
  }
}

function inPlace(wanted: WantedPackage, found: LocalFile | null, where: string): LocalFile {
  if (!found) throw missing(wanted, where)
  const why = trouble(wanted, found)
  if (why) throw packageError(`cannot use ${found.path} as ${why}`, { hint: 'clone the mirror again' })
  return found
}

interface Way {
  readonly files: HttpFiles
  /** of whoever asked first */
  readonly fetching: Fetching | undefined
}

async function fetched(wanted: WantedPackage, path: string, { files, fetching }: Way): Promise<LocalFile> {
  const progress = (bytes: number): void => fetching?.(bytes, wanted.size)
  await rm(path, { force: true })
  await makePrivateFile(path, async (temporary) => {
    const found = await files.download(wanted.url, { to: temporary, atMostBytes: wanted.size, progress })
    const why = found ? trouble(wanted, await digestedFile(temporary)) : null
    if (!found) throw missing(wanted, files.where)
    if (why) throw packageError(`cannot use ${wanted.url} of ${files.where} as ${why}`, { hint: tryLater })
  })
  return { path, sha256: wanted.sha256, size: wanted.size }
}

/** What the disk says against it is said of the package too. */
function kept(fetching: Promise<LocalFile>, path: string): Promise<LocalFile> {
  return fetching.catch((cause: unknown) => {
    if (cause instanceof DmbookError) throw cause
    throw packageError(`cannot keep ${path} as ${reason(cause)}`, { cause })
  })
}

function trouble(wanted: WantedPackage, found: LocalFile): string | null {
  if (found.size !== wanted.size) return `it has ${found.size} bytes, should have ${wanted.size}`
  return found.sha256 === wanted.sha256
    ? null
    : `its checksum is wrong: it has ${found.sha256}, should have ${wanted.sha256}`
}

const missing = ({ url }: WantedPackage, where: string): Error =>
  packageError(`cannot find ${url} in ${where} as it is not there, though the manifest of its component names it`, {
    hint: tryLater,
  })
