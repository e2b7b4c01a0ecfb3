// Files that only this user may read or change, written beside their place and renamed: whole, or not there.

import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Makes the folder (0700), has a temporary file in it filled, and renames that. Nothing is left when filling fails. */
export async function makePrivateFile(path: string, fill: (temporary: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const temporary = join(dirname(path), `.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await fill(temporary)
    await rename(temporary, path)
  } finally {
    await rm(temporary, { force: true })
  }
}

/** The same for content that is at hand; 0600, on the disk when it resolves. */
export function writePrivateFile(path: string, content: Buffer): Promise<void> {
  return makePrivateFile(path, async (temporary) => {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
  })
}
