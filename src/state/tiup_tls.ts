// The authority of an encrypted cluster of `tiup dm`, and the certificate by which tiup speaks to it: files of the same
// names and forms as ours. Judged before they are used: a key that does not fit would lock everybody out later.

import { createPrivateKey, X509Certificate } from 'node:crypto'
import { basename, join } from 'node:path'
import type { Problem } from '../core/error.js'
import { plainText, Refused } from './tiup_storage.js'
import type { KeyedCertificate } from './tls_files.js'

export interface TiupTls {
  readonly authority: KeyedCertificate
  readonly client: KeyedCertificate
}

const largest = 64 * 1024

/** What is wrong is handed to `problem`, all of it. */
export async function readTiupTls(folder: string, problem: (found: Problem) => void): Promise<TiupTls | null> {
  const wrong = (why: string): null => {
    problem({ message: `cannot adopt ${basename(folder)}, which is encrypted, as ${why}` })
    return null
  }
  const read = async (name: string): Promise<string | null> => {
    const path = join(folder, 'tls', name)
    try {
      return await plainText(path, largest)
    } catch (thrown) {
      return wrong(thrown instanceof Refused ? thrown.message : `${path} cannot be read`)
    }
  }
  const [ca, caKey, certificate, key] = await Promise.all(['ca.crt', 'ca.pem', 'client.crt', 'client.pem'].map(read))
  if (!ca || !caKey || !certificate || !key) return null
  const tls = { authority: { certificate: ca, key: caKey }, client: { certificate, key } }
  const why = trouble(tls)
  return why === null ? tls : wrong(`${join(folder, 'tls')} is of no use: ${why}`)
}

function trouble({ authority, client }: TiupTls): string | null {
  try {
    const [ca, own] = [authority, client].map(({ certificate }) => new X509Certificate(certificate))
    if (!ca?.checkPrivateKey(createPrivateKey(authority.key))) return 'ca.pem is not the key of ca.crt'
    if (!own?.checkPrivateKey(createPrivateKey(client.key))) return 'client.pem is not the key of client.crt'
    return own.verify(ca.publicKey) ? null : 'another authority has issued client.crt'
  } catch {
    return 'one of its files is no certificate or no key'
  }
}
