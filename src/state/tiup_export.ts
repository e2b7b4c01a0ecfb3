// Writes one cluster into TiUP's storage in the form that `tiup dm` reads: meta.yaml, keys, patched packages. Each file is
// whole, old or new; meta.yaml comes last, and the one before it is kept where TiUP keeps those.

import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, rename, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder, readText, writeFileAtomic } from './files.js'
import type { TiupTls } from './tiup_tls.js'

export interface TiupRecord {
  readonly meta: string
  /** null where the cluster has none */
  readonly key: { readonly privateKey: string; readonly publicKey: string } | null
  /** null where it is not encrypted */
  readonly tls: TiupTls | null
  readonly patches: readonly { readonly component: string; readonly path: string }[]
}

/** What lies there now of a cluster's meta.yaml; null where there is none. */
export const tiupMetaIn = (folder: string): Promise<string | null> => readText(join(folder, 'meta.yaml'))

/** Gives whether anything was another way before. `now` names what is kept. */
export async function writeTiupRecord(folder: string, record: TiupRecord, now: Date): Promise<boolean> {
  await Promise.all([makeFolder(join(folder, 'ssh')), makeFolder(join(folder, 'backup'))])
  const patched = await Promise.all(record.patches.map((patch) => writePatch(folder, patch)))
  const keyed = record.key ? await writeKey(folder, record.key) : false
  const encrypted = record.tls ? await writeTls(join(folder, 'tls'), record.tls) : false
  const before = await tiupMetaIn(folder)
  if (before === record.meta) return keyed || encrypted || patched.includes(true)
  if (before !== null) await writeFileAtomic(join(folder, 'backup', `meta-${now.toISOString()}.yaml`), before)
  await writeFileAtomic(join(folder, 'meta.yaml'), record.meta)
  return true
}

async function writeKey(folder: string, { privateKey, publicKey }: NonNullable<TiupRecord['key']>): Promise<boolean> {
  const path = join(folder, 'ssh', 'id_rsa')
  const same = (await readText(path)) === privateKey && (await readText(`${path}.pub`))?.trim() === publicKey
  if (same) return false
  await writeFileAtomic(`${path}.pub`, `${publicKey}\n`)
  await writeFileAtomic(path, privateKey)
  return true
}

async function writeTls(folder: string, { authority, client }: TiupTls): Promise<boolean> {
  const wanted = Object.entries({
    'ca.pem': authority.key,
    'ca.crt': authority.certificate,
    'client.pem': client.key,
    'client.crt': client.certificate,
  })
  const found = await Promise.all(wanted.map(([name]) => readText(join(folder, name))))
  if (wanted.every(([, text], index) => found[index] === text)) return false
  await makeFolder(folder)
  for (const [name, text] of wanted) await writeFileAtomic(join(folder, name), text)
  return true
}

/** The package under the first digits of its SHA-1, and a link by its component: as `patch --overwrite` leaves them. */
async function writePatch(folder: string, { component, path }: { component: string; path: string }): Promise<boolean> {
  const patches = join(folder, 'patch')
  await makeFolder(patches)
  const name = `${component}-${(await sha1(path)).slice(0, 7)}.tar.gz`
  const aside = join(patches, `.${randomBytes(6).toString('hex')}`)
  const known = (await readText(join(patches, name))) !== null
  if (!known) {
    await copyFile(path, aside)
    await rename(aside, join(patches, name))
  }
  await symlink(name, aside)
  await rename(aside, join(patches, `${component}.tar.gz`))
  return !known
}

async function sha1(path: string): Promise<string> {
  const hash = createHash('sha1')
  for await (const part of createReadStream(path)) hash.update(part)
  return hash.digest('hex')
}
