// Files of an inventory on the disk. Only regular files are read (a pipe where the user names it), and a link is followed
// only as far as it stays within its folder: what others wrote must not lead anywhere.

import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import { DmbookError } from '../core/error.js'
import type { FileKind, FileTree } from '../language/ansible/inventory_files.js'

/** Paths are relative to `cwd`. */
export function fileTree(cwd: string): FileTree {
  const at = (path: string): string => resolve(cwd, path)
  return {
    async kind(path, { within } = {}) {
      try {
        if (within !== undefined && (await leadsOut(at(path), at(within)))) return 'outside'
        return kindOf(await stat(at(path)), { named: within === undefined })
      } catch {
        return 'missing'
      }
    },
    read: (path) => readFile(at(path), 'utf8').catch((cause: unknown) => refuse(path, cause)),
    list: async (path) => (await readdir(at(path)).catch((cause: unknown) => refuse(path, cause))).sort(),
  }
}

function refuse(path: string, cause: unknown): never {
  throw new DmbookError(`cannot read ${path}`, { code: 'E-FILE', exit: 'input', cause })
}

async function leadsOut(path: string, within: string): Promise<boolean> {
  if (!(await lstat(path)).isSymbolicLink()) return false
  return !(await realpath(path)).startsWith(`${await realpath(within)}${sep}`)
}

function kindOf(found: Awaited<ReturnType<typeof stat>>, { named }: { named: boolean }): FileKind {
  if (found.isDirectory()) return 'directory'
  return found.isFile() || (named && found.isFIFO()) ? 'file' : 'other'
}
