// Certificates of a cluster: an authority of its own, and what it issues. Keys and signatures come from Node; node-forge
// only puts the certificate together, and is loaded when one is made.

import { generateKeyPair, randomBytes, sign as signedBy, type X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { promisify } from 'node:util'
import type { KeyedCertificate } from '../state/tls_files.js'
import { ModuleError } from './module.js'

export interface Wanted {
  readonly commonName: string
  readonly unit: string
  /** names and addresses that it is good for */
  readonly addresses: readonly string[]
  /** milliseconds since 1970 */
  readonly now: number
}

const day = 86_400_000
const organization = 'dmbook'
/** Clocks of machines may be behind this one's. */
const leewayMs = day
const authorityDays = 20 * 365
const issuedDays = 5 * 365

export async function newAuthority(cluster: string, now: number): Promise<KeyedCertificate> {
  const { default: forge } = await import('node-forge')
  const keys = await newKeys()
  const certificate = begun(forge, { publicKey: keys.publicKey, now, days: authorityDays })
  const subject = nameOf({ commonName: `${cluster} CA`, unit: 'dmbook' })
  certificate.setSubject(subject)
  certificate.setIssuer(subject)
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, digitalSignature: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ])
  return signed(forge, certificate, { key: keys.privateKey, by: keys.privateKey })
}

/** Good for servers and clients alike: each process of DM is both. */
export async function issued(authority: KeyedCertificate, wanted: Wanted): Promise<KeyedCertificate> {
  const { default: forge } = await import('node-forge')
  const keys = await newKeys()
  const certificate = begun(forge, { publicKey: keys.publicKey, now: wanted.now, days: issuedDays })
  certificate.setSubject(nameOf(wanted))
  certificate.setIssuer(forge.pki.certificateFromPem(authority.certificate).subject.attributes)
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
    ...(wanted.addresses.length > 0 ? [{ name: 'subjectAltName', altNames: wanted.addresses.map(altName) }] : []),
  ])
  return signed(forge, certificate, { key: keys.privateKey, by: authority.key })
}

/** As `since`: no certificate was issued before. */
export const anyTime = '1970-01-01T00:00:00Z'

/** To the second, as certificates have it. Ours begin earlier than they were issued, those of tiup dm do not. */
export function issuedBefore(
  { validFrom, subject }: Pick<X509Certificate, 'validFrom' | 'subject'>,
  since: string,
): boolean {
  const at = Date.parse(since)
  if (Number.isNaN(at)) throw new ModuleError(`cannot compare a certificate with "${since}" as that is no time`)
  const early = subject.split('\n').includes(`O=${organization}`) ? leewayMs : 0
  return Date.parse(validFrom) + early < Math.floor(at / 1000) * 1000
}

/**
 * As hex, for 16 random bytes: positive and without a needless zero in front, whatever they are. (node-forge drops one
 * zero, not two, and OpenSSL reads no certificate with the second: one in 512.)
 */
export const serialNumber = (random: Buffer): string => `4${random.toString('hex').slice(1)}`

type Forge = typeof import('node-forge').default
type Certificate = ReturnType<Forge['pki']['createCertificate']>

const newKeys = () =>
  promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })

interface Begun {
  readonly publicKey: string
  readonly now: number
  readonly days: number
}

function begun(forge: Forge, { publicKey, now, days }: Begun): Certificate {
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey)
  certificate.serialNumber = serialNumber(randomBytes(16))
  certificate.validity.notBefore = new Date(now - leewayMs)
  certificate.validity.notAfter = new Date(now + days * day)
  return certificate
}

function signed(forge: Forge, certificate: Certificate, { key, by }: { key: string; by: string }): KeyedCertificate {
  const sign = (): string => {
    const body = forge.asn1.toDer(certificate.tbsCertificate).getBytes()
    return signedBy('RSA-SHA256', Buffer.from(body, 'binary'), by).toString('binary')
  }
  certificate.sign({ sign }, forge.md.sha256.create())
  return { certificate: forge.pki.certificateToPem(certificate), key }
}

const nameOf = ({ commonName, unit }: Pick<Wanted, 'commonName' | 'unit'>) => [
  { name: 'commonName', value: commonName },
  { name: 'organizationName', value: organization },
  { name: 'organizationalUnitName', value: unit },
]

const altName = (address: string): object => (isIP(address) ? { type: 7, ip: address } : { type: 2, value: address })
