// Where packages come from, by what the user gave: a folder of tarballs, for now.

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DmbookError } from '../core/error.js'
import { folderSource } from './folder_source.js'
import type { Packages } from './packages.js'

/**
 * `mirror` is a folder or a URL, null TiUP's public mirror; `cache` the folder where what is fetched is kept.
 * Never throws itself: what cannot be used is said by `get` and `resolve`.
 */
export function packagesFrom(mirror: string | null, _options: { readonly cache: string }): Packages {
  if (mirror === null) return refusing("TiUP's public mirror")
  if (/^\w+:\/\//.test(mirror)) return refusing(`the mirror ${mirror}`)
  const folder = resolve(mirror)
  return existsSync(join(folder, 'root.json')) ? refusing(`the TiUP mirror in ${folder}`) : folderSource(folder)
}

function refusing(what: string): Packages {
  const refuse = async (): Promise<never> => {
    throw new DmbookError(`cannot take packages from ${what} as verifying mirrors comes with the next release`, {
      code: 'E-MIRROR',
      exit: 'refused',
      hint: 'give --mirror FOLDER with component-version-os-arch.tar.gz files and their sha256sums.txt',
    })
  }
  return { get: refuse, resolve: refuse }
}
