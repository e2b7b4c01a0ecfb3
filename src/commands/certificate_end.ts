// When the certificates of a cluster that speaks TLS end: those that its masters and workers show now, dmbook's own, and
// the authority. What does not answer is left out; nothing is verified here but that somebody shows a certificate.

import { X509Certificate } from 'node:crypto'
import { connect } from 'node:tls'
import type { Host } from '../language/inventory.js'
import { readTlsIdentity } from '../state/tls_files.js'

export interface CertificateEnd {
  /** milliseconds since 1970 */
  readonly at: number
  /** whose it is */
  readonly of: string
}

/** The first to end; null where the cluster speaks no TLS. `folder` is the cluster's. */
export async function certificateEnd(
  hosts: readonly Host[],
  { folder, timeoutMs }: { readonly folder: string; readonly timeoutMs: number },
): Promise<CertificateEnd | null> {
  const speaking = hosts.filter(({ vars, member }) => vars.tls === true && member !== null)
  if (speaking.length === 0) return null
  const identity = await readTlsIdentity(folder)
  const shown = await Promise.all(
    speaking.map(async ({ id, vars }) => ({ of: id, at: await endAt(String(vars.api_address ?? id), timeoutMs) })),
  )
  const own = identity
    ? [
        { of: 'the client of dmbook', at: endOf(identity.certificate) },
        { of: 'the authority', at: endOf(identity.ca) },
      ]
    : []
  const [first = null] = [...shown, ...own]
    .flatMap(({ of, at }) => (at === null ? [] : [{ of, at }]))
    .toSorted((a, b) => a.at - b.at)
  return first
}

/** In good time: a rotation takes minutes, a cluster whose certificates have ended is down. */
export function certificateText(
  { at, of }: CertificateEnd,
  { now, cluster }: { readonly now: number; readonly cluster: string },
): string {
  const days = Math.floor((at - now) / 86_400_000)
  const date = new Date(at).toISOString().slice(0, 10)
  if (days < 0) return `A certificate has ended ${date} (${of}). Run dmbook tls ${cluster} rotate.`
  const soon = days < 90 ? `: in ${days} days. Run dmbook tls ${cluster} rotate.` : ''
  return `The first certificate ends ${date} (${of})${soon}`
}

const endOf = (pem: string): number => Date.parse(new X509Certificate(pem).validTo)

/** Null where nobody shows one in time. */
function endAt(address: string, timeoutMs: number): Promise<number | null> {
  const { hostname, port } = new URL(`https://${address}`)
  return new Promise((resolve) => {
    const host = hostname.replace(/^\[(.*)\]$/, '$1')
    const socket = connect({ host, port: Number(port), rejectUnauthorized: false }, () => {
      const end = Date.parse(socket.getPeerCertificate().valid_to)
      socket.destroy()
      resolve(Number.isNaN(end) ? null : end)
    })
    socket.setTimeout(timeoutMs, () => socket.destroy())
    socket.on('error', () => resolve(null))
    socket.on('close', () => resolve(null))
  })
}
