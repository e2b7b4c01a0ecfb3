// What a source has of a component, for people who choose a version. Nothing is fetched but a mirror's manifests.

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { realClock } from '../hosts/clock.js'
import { packagesIn } from './folder_source.js'
import { httpFiles } from './http_files.js'
import { type PackagesOptions, publicMirror } from './index.js'
import { openedCatalog } from './mirror.js'
import { folderFiles } from './mirror_files.js'
import { unknownComponent } from './package_error.js'
import { ascending } from './version_order.js'

/** `platforms` as `linux/amd64`, sorted. */
export interface Offer {
  readonly version: string
  readonly platforms: readonly string[]
}

/** Every version that was not withdrawn, the newest last. Throws E-PACKAGE, E-MIRROR. */
export async function offersOf(component: string, mirror: string | null, options: PackagesOptions): Promise<Offer[]> {
  const place = mirror ?? publicMirror
  const folder = /^\w+:\/\//.test(place) ? null : resolve(place)
  const pairs =
    folder !== null && !existsSync(join(folder, 'root.json'))
      ? await inFolder(component, folder)
      : await inMirror(component, folder, { ...options, place })
  const versions = ascending([...new Set(pairs.map(({ version }) => version))])
  return versions.map((version) => ({
    version,
    platforms: pairs
      .filter((pair) => pair.version === version)
      .map(({ platform }) => platform)
      .sort(),
  }))
}

interface Pair {
  readonly version: string
  readonly platform: string
}

const anywhere = (component: string) => ({ component, version: null, os: 'any', arch: 'any' })

async function inFolder(component: string, folder: string): Promise<Pair[]> {
  const there = await packagesIn(folder)
  const own = there.filter((one) => one.component === component)
  if (own.length > 0) return own.map(({ version, os, arch }) => ({ version, platform: `${os}/${arch}` }))
  throw unknownComponent(anywhere(component), folder, [...new Set(there.map((one) => one.component))])
}

async function inMirror(
  component: string,
  folder: string | null,
  { place, cache, rootFile = null, onTrust = () => {}, clock = realClock }: PackagesOptions & { place: string },
): Promise<Pair[]> {
  const files = folder === null ? httpFiles(place, clock) : folderFiles(folder)
  const catalog = await openedCatalog(files, { cache: resolve(cache), rootFile, onTrust, now: () => clock.now() })
  const manifest = await catalog.component(component)
  if (!manifest) throw unknownComponent(anywhere(component), files.where, catalog.components)
  return Object.entries(manifest.platforms).flatMap(([platform, versions]) =>
    Object.entries(versions).flatMap(([version, { yanked }]) => (yanked === true ? [] : [{ version, platform }])),
  )
}
