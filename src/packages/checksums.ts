// The digests that a folder of packages says its files have: lines as sha256sum writes and checks them, in
// sha256sums.txt for all or in FILE.sha256 for one. The file of its own wins.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { reason } from '../core/error.js'
import { packageError } from './package_error.js'

export const checksumFile = 'sha256sums.txt'

/** What a file should have, in lower-case hex; null where nothing says it. */
export async function saidChecksum(folder: string, file: string): Promise<string | null> {
  const own = await textOf(join(folder, `${file}.sha256`))
  const lone = own === null ? null : /^([0-9a-f]{64})\s*$/i.exec(own)?.[1]?.toLowerCase()
  if (lone) return lone
  const said = own === null ? undefined : checksums(own).get(file)
  return said ?? checksums((await textOf(join(folder, checksumFile))) ?? '').get(file) ?? null
}

/** From base name to digest. Lines of another form are passed over. */
export function checksums(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const [, digest, name] = /^([0-9a-f]{64}) [ *](?:\.\/)?([^/]+)$/i.exec(line) ?? []
    if (digest && name) found.set(name, digest.toLowerCase())
  }
  return found
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw packageError(`cannot read the checksums in ${path} as ${reason(cause)}`, { cause })
  }
}
