// Files of the state folder: always whole, old or new, never readable by others.

import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DmbookError } from '../core/error.js'

/**
 * Temporary file beside it, fsync, rename, fsync of the folder. Mode 0600. `last` is asked directly before the rename:
 * what it throws leaves the old file.
 */
export async function writeFileAtomic(path: string, content: string, last?: () => Promise<void>): Promise<void> {
  const temporary = join(dirname(path), `.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await writeDurable(temporary, content)
    await last?.()
    await rename(temporary, path)
    await syncFolder(dirname(path))
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {})
    throw cause instanceof DmbookError ? cause : stateError(`cannot write ${path}`, cause)
  }
}

async function writeDurable(path: string, content: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Makes a rename or a new name in the folder survive a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** The file's text; null where there is none. */
export async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT' || codeOf(cause) === 'ENOTDIR') return null
    throw stateError(`cannot read ${path}`, cause)
  }
}

export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw stateError(`cannot make the folder ${path}`, cause)
  }
}

/** `ENOENT` and its like; null where the thrown thing has none. */
export function codeOf(thrown: unknown): string | null {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null
}

const hints: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk of the state folder is full: make room, then run the same command again',
  EROFS: 'the state folder lies on a read-only file system: set DMBOOK_HOME to another one',
  EACCES: 'the state folder belongs to another user: set DMBOOK_HOME, or run as that user',
}

export function stateError(message: string, cause: unknown): DmbookError {
  return new DmbookError(message, { code: 'E-STATE', exit: 'refused', cause, hint: hints[codeOf(cause) ?? ''] })
}
