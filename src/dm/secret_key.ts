// The key with which DM reads passwords from v8.0 on: `secret-key-path`, the same on every dm-master. Before v8.0 it has
// one that everybody knows, and does not start with this word in its configuration.

import semver from 'semver'
import { isRole, type ResolvedTopology } from './instance.js'

const word = 'secret-key-path'

/** Whether a release takes a key of one's own; nightlies do. */
export function hasSecretKey(version: string): boolean {
  const parsed = semver.parse(version)
  return parsed === null || parsed.major >= 8
}

/** Why the masters of a topology would not work with this version, or null. */
export function secretKeyTrouble(topology: Pick<ResolvedTopology, 'instances'>, version: string): string | null {
  const masters = topology.instances.filter(isRole('dm-master'))
  const paths = masters.filter(({ config }) => config[word] !== undefined)
  if (paths.length === 0) return null
  if (!hasSecretKey(version)) return `${word} is a word of v8.0: dm-master ${version} does not start with it`
  if (paths.length === masters.length) return null
  return `${paths.length} of ${masters.length} dm-masters have a ${word}: whichever leads must have it`
}
