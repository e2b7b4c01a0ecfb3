// Packages that a cluster keeps in its own folder, by their digest: what later scale-outs use in place of the version's own.

import { copyFile, mkdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'

interface Kept {
  readonly sha256: string
  readonly size: number
}

export const keptPackagePath = (folder: string, { sha256 }: Pick<Kept, 'sha256'>): string =>
  join(folder, 'packages', `${sha256}.tar.gz`)

export async function isKeptWhole(folder: string, kept: Kept): Promise<boolean> {
  const found = await stat(keptPackagePath(folder, kept)).catch(() => null)
  return found?.size === kept.size
}

/** Another name first: a copy that was killed must not look whole. */
export async function keepPackage(folder: string, file: Kept & { readonly path: string }): Promise<void> {
  const place = keptPackagePath(folder, file)
  await mkdir(join(place, '..'), { recursive: true, mode: 0o700 })
  await copyFile(file.path, `${place}.part`)
  await rename(`${place}.part`, place)
}
