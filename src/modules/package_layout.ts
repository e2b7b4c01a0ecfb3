// What staging must know of a package. What may harm a machine is refused by the inspection, before a byte is sent.

import type { LocalFile } from '../hosts/host.js'
import type { Packages } from '../packages/packages.js'
import { inspectTarball } from '../packages/tarball.js'

/** The programs that DM's own packages bring; they tell their version with -V. */
const dmPrograms: readonly string[] = ['dm-master', 'dm-worker', 'dmctl']

/** `bare`: programs at the top level, which belong into a directory of their name. `tried`: those that know -V. */
export interface PackageLayout {
  readonly bare: readonly string[]
  readonly tried: readonly string[]
}

/** Throws `E-PACKAGE` with all that is wrong with the package. */
export async function packageLayout(path: string): Promise<PackageLayout> {
  const { entries, components } = await inspectTarball(path)
  const files = new Set(entries.filter(({ type }) => type === 'file').map((entry) => entry.path))
  return {
    bare: components.filter((component) => files.has(component)),
    tried: components.filter((component) => dmPrograms.includes(component)),
  }
}

/** What each run has inspected, from a package's digest: it forgets with the run's own packages. */
const inspected = new WeakMap<Packages, Map<string, Promise<PackageLayout>>>()

/** The same for all instances that want it: to be looked at a package is unpacked in full. */
export function layoutOf({ path, sha256 }: LocalFile, packages: Packages): Promise<PackageLayout> {
  const known = inspected.get(packages) ?? new Map<string, Promise<PackageLayout>>()
  const layout = known.get(sha256) ?? packageLayout(path)
  inspected.set(packages, known.set(sha256, layout))
  return layout
}
