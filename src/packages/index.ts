// Where packages come from, by what the user gave: a folder of tarballs, a mirror of TiUP in a folder or behind HTTP.

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Clock, realClock } from '../hosts/clock.js'
import { folderSource } from './folder_source.js'
import { httpFiles } from './http_files.js'
import { mirrorSource } from './mirror.js'
import { mirrorError } from './mirror_error.js'
import { folderFiles } from './mirror_files.js'
import type { Packages } from './packages.js'

export const publicMirror = 'https://tiup-mirrors.pingcap.com'

export interface PackagesOptions {
  /** folder where fetched packages are kept, and the keys of mirrors */
  readonly cache: string
  /** a root.json to trust; else the mirror's own is pinned at its first use */
  readonly rootFile?: string | null
  /** hears a sentence with the fingerprints when the keys of a mirror are pinned */
  readonly onTrust?: (text: string) => void
  readonly clock?: Clock
}

/**
 * `mirror` is a folder or a URL, null TiUP's public mirror. Never throws itself and contacts nothing: what cannot be
 * used is said by `get` and `resolve`.
 */
export function packagesFrom(mirror: string | null, options: PackagesOptions): Packages {
  const place = mirror ?? publicMirror
  const { clock = realClock, rootFile = null, onTrust = () => {} } = options
  const mirrorOptions = { cache: resolve(options.cache), rootFile, onTrust, now: () => clock.now() }
  if (/^https?:\/\//.test(place)) return mirrorSource(httpFiles(place, clock), mirrorOptions)
  if (/^\w+:\/\//.test(place)) return refusing(place)
  const folder = resolve(place)
  return existsSync(join(folder, 'root.json')) ? mirrorSource(folderFiles(folder), mirrorOptions) : folderSource(folder)
}

function refusing(place: string): Packages {
  const refuse = async (): Promise<never> => {
    throw mirrorError(`cannot take packages from ${place} as it is neither a folder nor begins with http`)
  }
  return { get: refuse, resolve: refuse }
}
