// Whether a password of DM 1.0 is encrypted by dmctl: base64 of 16 random bytes, an @, and the cipher text. The key was
// part of DM until v8.0.0, which takes such a password for the plain one.

import semver from 'semver'
import type { Problem } from '../../core/error.js'
import type { Seen } from './seen.js'

export function isEncrypted(password: string): boolean {
  if (!/^[A-Za-z0-9+/]+=*$/.test(password) || password.length % 4 !== 0) return false
  const bytes = Buffer.from(password, 'base64')
  return bytes.length > 17 && bytes[16] === 0x40
}

/** Errors where the wanted release cannot read the passwords any more. */
export function encryptedProblems(seen: readonly Seen[], version: string): Problem[] {
  const parsed = semver.parse(version)
  if (parsed !== null && semver.lt(parsed, '8.0.0-0')) return []
  return seen
    .filter(({ source }) => source !== null && isEncrypted(source.password))
    .map(({ process, source }) => ({
      message: `cannot import to ${version} as the password of the source ${source?.id} is encrypted with the key that DM had built in before v8.0.0`,
      at: process.at,
      hint: 'import to v7.5.0 first, or write the plain password into its dm-worker.toml',
    }))
}
