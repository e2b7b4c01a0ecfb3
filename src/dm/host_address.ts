// Hosts as a topology spells them: whether one is valid, when two spellings mean one machine, how a port is added.

import { isIP, isIPv4, isIPv6 } from 'node:net'

const label = /^[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?$/

/** A host name, an IPv4 address, or an IPv6 address without brackets (a zone is fine). */
export function validHost(host: string): boolean {
  if (isIP(host)) return true
  const labels = host.replace(/\.$/, '').split('.')
  if (/^\d+$/.test(labels.at(-1) ?? '')) return false
  return host.length <= 253 && labels.every((part) => part.length <= 63 && label.test(part))
}

/** `10.0.0.1:8261`, `[fd00::1]:8261`. */
export const hostPort = (host: string, port: number): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`

/** One text for all spellings of a host: small letters, IPv6 in its shortest form, one word for this machine itself. */
export function canonicalHost(host: string): string {
  const lower = host.toLowerCase().replace(/\.$/, '')
  const bare = isIPv6(lower) ? shortest(lower) : lower
  return isLoopback(bare) ? 'localhost' : bare
}

/** Whether a host is the machine that asks. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' ||
  host === 'localhost.localdomain' ||
  host === '::1' ||
  (isIPv4(host) && host.startsWith('127.'))

function shortest(address: string): string {
  const [bare = '', zone] = address.split('%')
  const short = new URL(`http://[${bare}]`).hostname.slice(1, -1)
  return `${mappedIPv4(short) ?? short}${zone === undefined ? '' : `%${zone}`}`
}

/** `::ffff:a00:1` is 10.0.0.1. */
function mappedIPv4(address: string): string | null {
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address) ?? []
  if (high === undefined || low === undefined) return null
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
  return `${a >> 8}.${a & 255}.${b >> 8}.${b & 255}`
}
