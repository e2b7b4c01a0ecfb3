// The files of a mirror, wherever they lie: what its two kinds have in common, and the one that is a folder.
// Nothing that comes from here is trusted before its signature or digest was seen.

import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { reason } from '../core/error.js'
import { mirrorError } from './mirror_error.js'

interface Files {
  /** for messages */
  readonly where: string
  /** A whole file; null where there is none. Throws E-MIRROR where it is longer than `atMostBytes`. */
  read(name: string, limits: { readonly atMostBytes: number }): Promise<Buffer | null>
}

export interface FolderFiles extends Files {
  readonly kind: 'folder'
  pathOf(name: string): string
}

export interface DownloadOptions {
  readonly to: string
  readonly atMostBytes: number
  /** hears how many bytes have come; of a second try it begins anew */
  readonly progress?: ((bytes: number) => void) | undefined
}

export interface HttpFiles extends Files {
  readonly kind: 'http'
  /** Makes the file `to` (0600); false where the mirror has none. Throws E-MIRROR where it is longer. */
  download(name: string, options: DownloadOptions): Promise<boolean>
}

export type MirrorFiles = FolderFiles | HttpFiles

/** `folder` is absolute. */
export function folderFiles(folder: string): FolderFiles {
  const pathOf = (name: string): string => join(folder, name)
  const read = async (name: string, { atMostBytes }: { readonly atMostBytes: number }): Promise<Buffer | null> => {
    try {
      if ((await stat(pathOf(name))).size > atMostBytes) throw tooLong(pathOf(name), atMostBytes)
      return await readFile(pathOf(name))
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
      if (cause instanceof Error && 'code' in cause && cause.code === 'E-MIRROR') throw cause
      throw mirrorError(`cannot read ${pathOf(name)} as ${reason(cause)}`, { cause })
    }
  }
  return { kind: 'folder', where: folder, read, pathOf }
}

export const tooLong = (file: string, atMostBytes: number): Error =>
  mirrorError(`cannot use ${file} as it is longer than the ${atMostBytes} bytes that it may have`)
