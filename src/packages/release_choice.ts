// Which package of a component is meant by a wish. Yanked ones are no choice; nightly is the last dated one. Pure.

import type { Release, Signed } from './manifest.js'
import { packageError, unknownVersion, wishText } from './package_error.js'
import type { PackageWish } from './packages.js'
import { newestStable } from './version_order.js'

export interface ChosenRelease {
  readonly version: string
  readonly release: Release
}

/** Throws E-PACKAGE naming what there is. */
export function chosenRelease(component: Signed<'component'>, wish: PackageWish, where: string): ChosenRelease {
  const platforms = new Map(Object.entries(component.platforms))
  const all = new Map(Object.entries(platforms.get(`${wish.os}/${wish.arch}`) ?? platforms.get('any/any') ?? {}))
  const offered = [...all].flatMap(([version, { yanked }]) => (yanked === true ? [] : [version]))
  const version = meant(wish.version, component.nightly) ?? newestStable(offered)
  const release = version === null ? undefined : all.get(version)
  if (version === null || !release) throw unknownVersion(wish, where, offered)
  if (release.yanked !== true) return { version, release }
  throw packageError(`cannot use ${wishText(wish)} of ${where} as it was withdrawn`, {
    exit: 'input',
    hint: `the newest is ${newestStable(offered) ?? 'none'}`,
  })
}

const meant = (version: string | null, nightly: string | undefined): string | null =>
  version === 'nightly' ? nightly || version : version
