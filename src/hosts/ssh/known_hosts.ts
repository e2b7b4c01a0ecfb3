// Files of host keys as OpenSSH keeps them (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT): hashed names, patterns, ports, markers.
// Pure: texts in, entries out. A line that cannot be read is skipped, as ssh does. Certificate authorities are skipped too.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { type HostKey, hostKeyOf, sameKey, type Where } from './host_key.js'

export interface KnownHost {
  readonly revoked: boolean
  /** the first field: names, patterns, or one hashed name */
  readonly hosts: string
  readonly key: HostKey
}

/** What is known of the keys of one sshd. */
export interface KnownKeys {
  readonly trusted: readonly HostKey[]
  readonly revoked: readonly HostKey[]
}

export type Verdict = 'known' | 'unknown' | 'changed' | 'revoked'

export function parseKnownHosts(text: string): KnownHost[] {
  return text.split('\n').flatMap((line) => knownHost(line.trim()) ?? [])
}

function knownHost(line: string): KnownHost | null {
  if (line === '' || line.startsWith('#')) return null
  const fields = line.split(/\s+/)
  const marker = fields[0]?.startsWith('@') ? fields.shift() : undefined
  const [hosts = '', type = '', base64 = ''] = fields
  const key = hostKeyOf(Buffer.from(base64, 'base64'))
  if (key.type !== type || key.type === '' || (marker !== undefined && marker !== '@revoked')) return null
  return { revoked: marker === '@revoked', hosts, key }
}

/** The keys that the entries hold for an address and port. */
export function keysFor(entries: readonly KnownHost[], where: Where): KnownKeys {
  const name = knownName(where)
  const found = entries.filter(({ hosts }) => namesHost(hosts, name))
  const keys = (revoked: boolean): HostKey[] =>
    found.filter((entry) => entry.revoked === revoked).map((entry) => entry.key)
  return { trusted: keys(false), revoked: keys(true) }
}

/** `changed`: other keys are known of it, and not this one. */
export function verdictOn(key: HostKey, { trusted, revoked }: KnownKeys): Verdict {
  if (revoked.some((other) => sameKey(other, key))) return 'revoked'
  if (trusted.some((other) => sameKey(other, key))) return 'known'
  return trusted.length > 0 ? 'changed' : 'unknown'
}

/** A line for a file of known hosts, without its newline. */
export const knownHostsLine = (where: Where, { type, blob }: HostKey): string =>
  `${knownName(where)} ${type} ${blob.toString('base64')}`

/** `10.0.0.1`, `[10.0.0.1]:2222`. */
export const knownName = ({ address, port }: Where): string =>
  port === 22 ? address.toLowerCase() : `[${address.toLowerCase()}]:${port}`

function namesHost(hosts: string, name: string): boolean {
  if (hosts.startsWith('|')) return isHashOf(hosts, name)
  const patterns = hosts.split(',')
  const fits = (pattern: string): boolean => patternOf(pattern).test(name)
  const refused = patterns.some((pattern) => pattern.startsWith('!') && fits(pattern.slice(1)))
  return !refused && patterns.some((pattern) => !pattern.startsWith('!') && fits(pattern))
}

/** `|1|salt|hash`: HMAC-SHA1 of the name. */
function isHashOf(hosts: string, name: string): boolean {
  const [, kind, salt = '', hash = ''] = hosts.split('|')
  const wanted = Buffer.from(hash, 'base64')
  const found = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest()
  return kind === '1' && wanted.length === found.length && timingSafeEqual(wanted, found)
}

/** `*` and `?` are wild; everything else means itself. */
export function patternOf(pattern: string): RegExp {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i')
}
