// The first word of a host line, or a key below `hosts`: names with ranges, and a port where one stands.
// A port is split off only what Ansible recognises as an address; anything else is a name as it stands.

import { hostNames } from '../host_range.js'

export interface HostPattern {
  readonly names: readonly string[]
  readonly port: number | null
}

/** A text says why it stands for no host. */
export function hostPattern(pattern: string): HostPattern | string {
  if (pattern === '') return 'a host has no name'
  if (/[\u00a0\u2000-\u200b\u3000\ufeff]/.test(pattern))
    return 'a blank that is none for Ansible joins two words: use an ordinary blank'
  if (pattern === '---') return 'the file looks like YAML: give it a name that ends with .yaml'
  if (pattern.endsWith(':')) return `a host cannot end with a colon: ${pattern}`
  const { name, port } = withoutPort(pattern)
  if (port > 65_535) return `${port} is no port`
  const names = hostNames(name)
  return typeof names === 'string' ? names : { names, port: port === 0 ? null : port }
}

function withoutPort(pattern: string): { name: string; port: number } {
  for (const { written, names } of withPort) {
    const [, name, port] = written.exec(pattern) ?? []
    if (name !== undefined && names.test(name)) return { name, port: Number(port) }
  }
  return { name: pattern, port: 0 }
}

const range = String.raw`\[(?:[a-z]:[a-z]|\d+:\d+)(?::\d+)?\]`
const label = String.raw`(?:[\p{L}\p{N}_]|${range})(?:[\p{L}\p{N}_-]|${range})*(?<![_-])`
const hostName = new RegExp(`^${label}(?:\\.${label})*$`, 'iu')

/** Ansible's parse_address(): IPv6 in brackets, or dotted labels, an IPv4 address being some. */
const withPort = [
  { written: /^\[(.+)\]:(\d+)$/, names: /^[\da-f:.]*:[\da-f:.]*$/i },
  { written: /^((?:[^:[\]]|\[[^\]]*\])*):(\d+)$/, names: hostName },
]
