// A TiUP mirror as a source of packages. Its manifests are read once per run, when the first package is looked for.
// Trust, roll-back rules and signatures are those of TUF, in the form that TiUP gives them (dm-runtime.md §5.4).

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { type Catalog, openCatalog } from './catalog.js'
import { currentSnapshot } from './current_snapshot.js'
import type { MirrorFiles } from './mirror_files.js'
import { packageCache } from './package_cache.js'
import { packageError, unknownComponent, wishText } from './package_error.js'
import { packageFileName } from './package_name.js'
import type { Fetching, PackageFile, Packages, PackageWish } from './packages.js'
import { type ChosenRelease, chosenRelease } from './release_choice.js'
import { type TrustOptions, trustedRoot } from './trusted_root.js'

export interface MirrorOptions extends Pick<TrustOptions, 'rootFile' | 'onTrust'> {
  /** where packages and what is known of mirrors are kept; absolute */
  readonly cache: string
  /** milliseconds since 1970 */
  readonly now: () => number
}

/** `get` and `resolve` throw E-MIRROR where the mirror cannot be trusted or read, E-PACKAGE where it has none. */
export function mirrorSource(files: MirrorFiles, options: MirrorOptions): Packages {
  const verified = packageCache(options.cache, files)
  let opened: Promise<Catalog> | null = null
  const catalog = (): Promise<Catalog> => {
    opened ??= openedCatalog(files, options).catch((thrown: unknown) => {
      opened = null
      throw thrown
    })
    return opened
  }
  const find = async (wish: PackageWish): Promise<ChosenRelease> => {
    const { component, components } = await catalog()
    const manifest = await component(wish.component)
    if (!manifest) throw unknownComponent(wish, files.where, components)
    return chosenRelease(manifest, wish, files.where)
  }
  const get = async (wish: PackageWish, fetching?: Fetching): Promise<PackageFile> => {
    const { version, release } = await find(wish)
    const { url, length, hashes } = release
    if (!/^\/?\w[\w.+-]*$/.test(url)) throw strangePlace(wish, url)
    const file = packageFileName({ ...wish, version })
    const found = await verified({ url, file, sha256: hashes.sha256, size: length }, fetching)
    return { ...found, component: wish.component, version }
  }
  return { get, resolve: async (wish) => (await find(wish)).version }
}

/** Reads and verifies what a mirror offers. Throws E-MIRROR. */
export async function openedCatalog(files: MirrorFiles, { cache, rootFile, onTrust, ...options }: MirrorOptions) {
  const now = options.now()
  const folder = join(cache, 'mirrors', createHash('sha256').update(files.where).digest('hex').slice(0, 16))
  const root = await trustedRoot(files, { folder, rootFile, now, onTrust })
  const snapshot = await currentSnapshot(files, { root, folder, now })
  return openCatalog(files, { root, snapshot, now })
}

const strangePlace = (wish: PackageWish, url: string): Error =>
  packageError(`cannot fetch ${wishText(wish)} as its manifest puts it at a strange place: ${url}`)
