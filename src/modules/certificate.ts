// The certificate of one process that speaks TLS, issued by the cluster's authority: certificate, key and authority lie
// beside each other on the machine, 0600. Replaced where it is missing, strange, for other addresses, or soon to end.

import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { Static } from 'typebox'
import { sh } from '../core/sh.js'
import type { Reader, Writer } from '../hosts/host.js'
import { type KeyedCertificate, readAuthority } from '../state/tls_files.js'
import { anyTime, issued, issuedBefore } from './issue_certificate.js'
import { type Check, defineModule, differs, ModuleError, same } from './module.js'
import { absolutePath, list, object, string } from './params.js'
import { recordStore } from './record_store.js'
import type { Tools } from './tools.js'

const params = object({
  folder: absolutePath('Where the files lie: ca.crt, NAME.crt, NAME.pem.'),
  name: string('Of the files, and the common name.'),
  addresses: list(string('A name or an address.'), 'What others call the process by.'),
  since: string('As 2026-11-28T07:52:34Z: it must not have been issued before.', { default: anyTime }),
})
type Params = Static<typeof params>

/** So long before its end it is replaced. */
const remainderMs = 90 * 86_400_000

export const certificate = defineModule({
  kind: 'state',
  summary: "Keep the certificate of a process, issued by the cluster's authority.",
  description:
    'Good for servers and clients, for the addresses that are named, localhost and 127.0.0.1. A process reads it when it ' +
    'starts. Its private key is made on the control machine, written over the connection, and kept nowhere else.',
  params,
  results: { until: 'When it ends, as ISO 8601.' },
  examples: [{ folder: '/dm-deploy/dm-master-8261/tls', name: 'dm-master', addresses: ['172.19.0.101'] }],

  async check(host, want, tools) {
    const authority = await authorityOf(tools)
    const { found, why } = await look(host, want, { authority, now: tools.clock.now() })
    const ca = await host.text(`${want.folder}/ca.crt`)
    if (why !== null) return differs(`issue a certificate for ${want.name}: ${why}`)
    return ca === authority.certificate
      ? kept(host, want, found ?? '')
      : differs('write the certificate of the authority')
  },

  async apply(host, want, tools) {
    const authority = await authorityOf(tools)
    const addresses = [...new Set([...want.addresses, 'localhost', '127.0.0.1'])]
    const now = tools.clock.now()
    const { why } = await look(host, want, { authority, now })
    if (why === null) return keep(host, want, authority)
    const made = await issued(authority, { commonName: want.name, unit: tools.host.role ?? 'process', addresses, now })
    await host.write(`${want.folder}/${want.name}.pem`, made.key, { mode: '0600' })
    await host.write(`${want.folder}/${want.name}.crt`, made.certificate, { mode: '0600' })
    await host.write(`${want.folder}/ca.crt`, authority.certificate, { mode: '0600' })
  },
})

interface Found {
  /** PEM of the certificate */
  readonly found: string | null
  /** why it must be replaced, or null */
  readonly why: string | null
}

async function look(host: Reader, want: Params, judging: Judging): Promise<Found> {
  const [found = null, key = null] = await Promise.all(
    [`${want.name}.crt`, `${want.name}.pem`].map((name) => host.text(`${want.folder}/${name}`)),
  )
  const why = found && key ? trouble({ certificate: found, key }, want, judging) : 'it is missing'
  return { found, why }
}

/** The certificate is good, and what lies around it is not: others may read the key, or the authority is another text. */
async function keep(host: Writer, { folder, name }: Params, authority: KeyedCertificate): Promise<void> {
  await host.run(sh`chmod 0600 ${`${folder}/${name}.pem`}`)
  const path = `${folder}/ca.crt`
  if ((await host.text(path)) !== authority.certificate) await host.write(path, authority.certificate, { mode: '0600' })
}

async function authorityOf(tools: Tools): Promise<KeyedCertificate> {
  const authority = await readAuthority(recordStore(tools).folder)
  if (authority) return authority
  throw new ModuleError('cannot issue a certificate as the cluster has no authority', {
    code: 'E-TLS',
    hint: 'its folder had tls/ca.crt and tls/ca.pem: restore them from a backup',
  })
}

interface Judging {
  readonly authority: KeyedCertificate
  readonly now: number
}

/** Why it must be replaced, or null. */
function trouble(
  { certificate: text, key }: KeyedCertificate,
  want: Params,
  { authority, now }: Judging,
): string | null {
  try {
    const found = new X509Certificate(text)
    if (!found.verify(new X509Certificate(authority.certificate).publicKey)) return 'another authority issued it'
    if (!found.checkPrivateKey(createPrivateKey(key))) return 'its key is another one'
    const names = (found.subjectAltName ?? '').split(', ')
    const missing = want.addresses.find(
      (address) => !names.includes(`IP Address:${address}`) && !names.includes(`DNS:${address}`),
    )
    if (missing !== undefined) return `it is not for ${missing}`
    if (Date.parse(found.validTo) - now < remainderMs) return `it ends ${found.validTo}`
    return issuedBefore(found, want.since) ? 'it is to be rotated' : null
  } catch {
    return 'it cannot be read'
  }
}

async function kept(host: Reader, { folder, name }: Params, text: string): Promise<Check> {
  const stat = await host.stat(`${folder}/${name}.pem`)
  if (stat.kind === 'file' && stat.mode !== '0600') return differs(`mode ${stat.mode} → 0600`)
  return same({ until: new Date(new X509Certificate(text).validTo).toISOString() })
}
