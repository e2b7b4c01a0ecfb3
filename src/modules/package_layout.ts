// What staging must know of a package. What may harm a machine is refused by the inspection, before a byte is sent.

import type { LocalFile } from '../hosts/host.js'
import { inspectedPackage } from '../packages/tarball.js'

/** The programs that DM's own packages bring; they tell their version with -V. */
const dmPrograms: readonly string[] = ['dm-master', 'dm-worker', 'dmctl']

/** `bare`: programs at the top level, which belong into a directory of their name. `tried`: those that know -V. */
export interface PackageLayout {
  readonly bare: readonly string[]
  readonly tried: readonly string[]
}

/** Throws `E-PACKAGE` with all that is wrong with the package. */
export async function layoutOf(file: LocalFile): Promise<PackageLayout> {
  const { entries, components } = await inspectedPackage(file)
  const files = new Set(entries.filter(({ type }) => type === 'file').map((entry) => entry.path))
  return {
    bare: components.filter((component) => files.has(component)),
    tried: components.filter((component) => dmPrograms.includes(component)),
  }
}
