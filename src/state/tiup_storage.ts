// What `tiup dm` keeps of its clusters, as files: read, never written. Somebody else's folder, so that nothing in it is
// followed out of it or taken for what it is not: no links but those of patches, no other kinds of files, nothing huge.

import { constants } from 'node:fs'
import { lstat, open, readdir, readlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Problem } from '../core/error.js'
import { sizeText } from '../core/size.js'
import { codeOf } from './files.js'

export interface TiupPatch {
  readonly component: string
  /** the package itself, not the link to it */
  readonly path: string
}

/** One cluster's files. */
export interface TiupFiles {
  readonly name: string
  readonly folder: string
  readonly meta: { readonly file: string; readonly text: string }
  readonly privateKey: string
  readonly publicKey: string
  readonly patches: readonly TiupPatch[]
}

const largest = { meta: 4 * 1024 * 1024, key: 64 * 1024 }

/** Below DIR: a TiUP home, or what TiUP calls a profile (`storage/dm`). Null where neither holds clusters. */
export async function tiupClustersFolder(dir: string): Promise<string | null> {
  for (const folder of [join(dir, 'storage', 'dm', 'clusters'), join(dir, 'clusters')]) {
    const kind = await lstat(folder).catch(() => null)
    if (kind?.isDirectory()) return folder
  }
  return null
}

/** Names of its folders, hidden ones left out. */
export async function tiupNames(clusters: string): Promise<string[]> {
  const entries = await readdir(clusters, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort()
}

/** Reads one cluster; what is wrong with its files is handed to `problem`, all of it. */
export async function readTiupFiles(folder: string, problem: (found: Problem) => void): Promise<TiupFiles | null> {
  const text = async (path: string, limit: number): Promise<string | null> => {
    try {
      return await plainText(path, limit)
    } catch (thrown) {
      problem({
        message: `cannot adopt ${basename(folder)} as ${thrown instanceof Refused ? thrown.message : `${path} cannot be read`}`,
      })
      return null
    }
  }
  const file = join(folder, 'meta.yaml')
  const key = join(folder, 'ssh', 'id_rsa')
  const [meta, privateKey, publicKey] = await Promise.all([
    text(file, largest.meta),
    text(key, largest.key),
    text(`${key}.pub`, largest.key),
  ])
  const patches = await patchesIn(folder, problem)
  if (meta === null || privateKey === null || publicKey === null) return null
  const keys = { privateKey, publicKey: publicKey.trim() }
  return { name: basename(folder), folder, meta: { file, text: meta }, ...keys, patches }
}

/** Why a file is not taken: the whole reason. */
export class Refused extends Error {}

/** Opened without following a link, judged by what was opened. Throws Refused. */
export async function plainText(path: string, limit: number): Promise<string> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    (cause: unknown) => {
      throw new Refused(
        codeOf(cause) === 'ELOOP'
          ? `${path} is a link`
          : codeOf(cause) === 'ENOENT'
            ? `there is no ${path}`
            : `${path} cannot be read`,
      )
    },
  )
  try {
    const stat = await file.stat()
    if (!stat.isFile()) throw new Refused(`${path} is no file`)
    if (stat.size > limit) throw new Refused(`${path} is larger than ${sizeText(limit)}: ${sizeText(stat.size)}`)
    return await file.readFile('utf8')
  } finally {
    await file.close()
  }
}

/** `dm-worker.tar.gz` is a link to `dm-worker-1a2b3c4.tar.gz` beside it; any other link is refused. */
async function patchesIn(folder: string, problem: (found: Problem) => void): Promise<TiupPatch[]> {
  const patches = join(folder, 'patch')
  const names: readonly string[] = await readdir(patches).catch(() => [])
  const links = names.filter((name) => /^[a-z_-]+\.tar\.gz$/.test(name) && !/-[0-9a-f]{7}\.tar\.gz$/.test(name)).sort()
  const found = await Promise.all(
    links.map(async (name) => {
      const target = await readlink(join(patches, name)).catch(() => name)
      const path = join(patches, target)
      const stat = basename(target) === target ? await lstat(path).catch(() => null) : null
      if (stat?.isFile()) return [{ component: name.replace(/\.tar\.gz$/, ''), path }]
      problem({
        message: `cannot adopt ${basename(folder)} as ${join(patches, name)} does not lead to a package beside it: ${target}`,
      })
      return []
    }),
  )
  return found.flat()
}
