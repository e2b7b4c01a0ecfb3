// The certificates of a cluster that speaks TLS, in its folder: the authority, the client's own, and what was issued to
// each node. Private keys are for no other eyes; those of nodes are not kept here.

import { join } from 'node:path'
import { makeFolder, readText, writeFileAtomic } from './files.js'

/** PEM texts. */
export interface KeyedCertificate {
  readonly certificate: string
  readonly key: string
}

/** Whom the client trusts, and as whom it speaks. */
export interface TlsIdentity extends KeyedCertificate {
  readonly ca: string
}

export const tlsFolder = (folder: string): string => join(folder, 'tls')

export const tlsPaths = (folder: string) => ({
  ca: join(tlsFolder(folder), 'ca.crt'),
  certificate: join(tlsFolder(folder), 'client.crt'),
  key: join(tlsFolder(folder), 'client.pem'),
})

/** Null where the cluster has none, or not all of it yet. */
export async function readTlsIdentity(folder: string): Promise<TlsIdentity | null> {
  const paths = tlsPaths(folder)
  const [ca, certificate, key] = await Promise.all([paths.ca, paths.certificate, paths.key].map(readText))
  return ca && certificate && key ? { ca, certificate, key } : null
}

export async function readAuthority(folder: string): Promise<KeyedCertificate | null> {
  const [certificate, key] = await Promise.all([tlsPaths(folder).ca, join(tlsFolder(folder), 'ca.pem')].map(readText))
  return certificate && key ? { certificate, key } : null
}

/** The key first: an authority without it is made anew. */
export async function saveAuthority(folder: string, { certificate, key }: KeyedCertificate): Promise<void> {
  await makeFolder(tlsFolder(folder))
  await writeFileAtomic(join(tlsFolder(folder), 'ca.pem'), key)
  await writeFileAtomic(tlsPaths(folder).ca, certificate)
}

export async function saveClient(folder: string, { certificate, key }: KeyedCertificate): Promise<void> {
  await makeFolder(tlsFolder(folder))
  await writeFileAtomic(tlsPaths(folder).key, key)
  await writeFileAtomic(tlsPaths(folder).certificate, certificate)
}
