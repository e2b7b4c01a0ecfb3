// A folder of packages as a source: the file that is found and verified is itself used, nothing is copied.
// A file is read once per run, and again when its size or time changed; without a checksum it is refused.

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { reason } from '../core/error.js'
import type { LocalFile } from '../hosts/host.js'
import { checksumFile, saidChecksum } from './checksums.js'
import { digestMemo } from './file_digest.js'
import { packageError, unknownComponent, unknownVersion } from './package_error.js'
import { type NamedPackage, namedPackage } from './package_name.js'
import type { PackageFile, Packages, PackageWish } from './packages.js'
import { newestStable } from './version_order.js'

/** `folder` is absolute. It is read at each call: somebody may copy packages into it meanwhile. */
export function folderSource(folder: string): Packages {
  const digested = digestMemo()
  const find = async (wish: PackageWish): Promise<NamedPackage> => chosen(await packagesIn(folder), wish, folder)
  const get = async (wish: PackageWish): Promise<PackageFile> => {
    const { file, component, version } = await find(wish)
    const said = await saidChecksum(folder, file)
    if (said === null) throw withoutChecksum(folder, file)
    const found = await digested(join(folder, file)).catch((cause: unknown) => {
      throw packageError(`cannot read ${join(folder, file)} as ${reason(cause)}`, { cause })
    })
    if (found.sha256 !== said) throw wrongChecksum(found, said)
    return { ...found, component, version }
  }
  return { get, resolve: async (wish) => (await find(wish)).version }
}

/** The packages of a folder by their names; throws E-PACKAGE where it cannot be read. */
export async function packagesIn(folder: string): Promise<NamedPackage[]> {
  try {
    return (await readdir(folder)).flatMap((file) => namedPackage(file) ?? [])
  } catch (cause) {
    throw packageError(`cannot read the folder of packages ${folder} as ${reason(cause)}`, { exit: 'input', cause })
  }
}

function chosen(there: readonly NamedPackage[], wish: PackageWish, folder: string): NamedPackage {
  const own = there.filter(({ component }) => component === wish.component)
  if (own.length === 0) throw unknownComponent(wish, folder, [...new Set(there.map(({ component }) => component))])
  const fitting = own.filter(({ os, arch }) => os === wish.os && arch === wish.arch)
  const versions = fitting.map(({ version }) => version)
  const wanted = wish.version ?? newestStable(versions)
  const found = fitting.find(({ version }) => version === wanted)
  if (!found) throw unknownVersion(wish, folder, versions)
  return found
}

const wrongChecksum = ({ path, sha256 }: LocalFile, said: string): Error =>
  packageError(`cannot use ${path} as its checksum is wrong: it has ${sha256}, should have ${said}`, {
    hint: 'copy the package again; where it was replaced on purpose, write its checksum anew',
  })

const withoutChecksum = (folder: string, file: string): Error =>
  packageError(`cannot use ${join(folder, file)} as nothing says what checksum it should have`, {
    hint: `cd ${folder} && sha256sum *.tar.gz > ${checksumFile}`,
  })
