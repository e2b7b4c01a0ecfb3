// The key that an sshd proves itself with: its type, its fingerprint as ssh-keygen prints it, and what to ask sshd for
// so that it shows a key we can compare. RSA with SHA-1 is never asked for.

import { createHash } from 'node:crypto'

/** `blob` is the key as it travels: the base64 field of a .pub file. */
export interface HostKey {
  readonly type: string
  readonly blob: Buffer
}

/** Where a key is shown: what the connection was asked for, never what a name resolves to. */
export interface Where {
  readonly address: string
  readonly port: number
}

const algorithms = new Map<string, readonly string[]>([
  ['ssh-ed25519', ['ssh-ed25519']],
  ['ecdsa-sha2-nistp256', ['ecdsa-sha2-nistp256']],
  ['ecdsa-sha2-nistp384', ['ecdsa-sha2-nistp384']],
  ['ecdsa-sha2-nistp521', ['ecdsa-sha2-nistp521']],
  ['ssh-rsa', ['rsa-sha2-512', 'rsa-sha2-256']],
])

/** Reads the type out of a key's blob; empty where it is none. */
export function hostKeyOf(blob: Buffer): HostKey {
  const length = blob.length >= 4 ? blob.readUInt32BE(0) : 0
  return { type: blob.subarray(4, 4 + length).toString('latin1'), blob }
}

/** `SHA256:…`, as ssh-keygen -l prints it. */
export const fingerprint = ({ blob }: HostKey): string =>
  `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`

export const sameKey = (one: HostKey, other: HostKey): boolean => one.blob.equals(other.blob)

/** What to ask sshd for: only the types that are known of it, all types where none is. */
export function hostKeyAlgorithms(known: readonly HostKey[]): readonly string[] {
  const types = new Set(known.map(({ type }) => type))
  const wanted = [...algorithms].filter(([type]) => types.has(type))
  return (wanted.length > 0 ? wanted : [...algorithms]).flatMap(([, names]) => names)
}
