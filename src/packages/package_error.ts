// What is said when a package cannot be had: what was looked for, where, and what is there instead.

import { DmbookError, type ExitName } from '../core/error.js'
import { listed, nearest } from '../core/text.js'
import type { PackageWish } from './packages.js'
import { nearestVersions } from './version_order.js'

interface Told {
  readonly exit?: ExitName
  readonly hint?: string | undefined
  readonly cause?: unknown
}

/** `E-PACKAGE`; exit refused unless told. */
export function packageError(message: string, { exit = 'refused', hint, cause }: Told = {}): DmbookError {
  return new DmbookError(message, { code: 'E-PACKAGE', exit, hint, cause })
}

/** `dm-master v8.1.0 for linux/amd64`. */
export function wishText({ component, version, os, arch }: PackageWish): string {
  return `${component} ${version ?? '(newest)'} for ${os}/${arch}`
}

/** No such component in a place; `there` are the components that it has. */
export function unknownComponent(wish: PackageWish, where: string, there: readonly string[]): DmbookError {
  const meant = nearest(wish.component, there)
  const found = there.length === 0 ? 'it holds no packages' : `it has ${listed([...there].sort())}`
  return packageError(`cannot find ${wishText(wish)} in ${where} as it has no such component: ${found}`, {
    exit: 'input',
    hint: meant === null ? undefined : `did you mean ${meant}?`,
  })
}

/** The component is there, but not this version of it for this platform; `there` are the versions that are. */
export function unknownVersion(wish: PackageWish, where: string, there: readonly string[]): DmbookError {
  const close = wish.version === null ? there : nearestVersions(wish.version, there)
  const found = close.length === 0 ? 'none for this platform' : `the nearest are ${listed(close)}`
  return packageError(`cannot find ${wishText(wish)} in ${where} as it has no such version: ${found}`, {
    exit: 'input',
  })
}
