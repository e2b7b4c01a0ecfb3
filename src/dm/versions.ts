// Versions of DM: which can be deployed, which is newer, what a release can do.

import semver from 'semver'

const nightly = /^nightly$|-nightly/

/** Why a version cannot be deployed, or null. */
export function deployable(version: string): string | null {
  if (version === 'nightly') return null
  const parsed = semver.parse(version)
  if (!parsed) return `cannot deploy ${version} as it is no version of DM: write it as v8.1.0, or nightly`
  if (!version.startsWith('v')) return `cannot deploy ${version} as versions of DM begin with v: write v${version}`
  if (semver.lt(parsed, '2.0.0')) return `cannot deploy ${version} as DM can be deployed so from v2.0.0 on`
  return null
}

/**
 * Below 0 where `a` is older than `b`, above where it is newer. A build after a release (`v5.3.0-20211230`,
 * `v5.3.0-hotfix`) is newer than it, although semver takes it for a forerunner; a bare nightly is newest.
 */
export function compareVersions(a: string, b: string): number {
  if (a === b) return 0
  if (a === 'nightly' || b === 'nightly') return a === 'nightly' ? 1 : -1
  const [one, two] = [semver.parse(a), semver.parse(b)]
  if (!one || !two) return one ? 1 : -1
  return one.compareMain(two) || afterRelease(one) - afterRelease(two) || one.comparePre(two)
}

const afterRelease = ({ prerelease }: semver.SemVer): number => {
  const [first] = prerelease
  if (first === undefined) return 0
  return /^\d{8}|^hotfix/.test(String(first)) ? 1 : -1
}

/** The first release with each ability (dm-runtime §1.11, §1.6, §2.1). */
const since = {
  /** transfer-source, start-relay, stop-relay */
  transferSource: '2.0.2',
  /** config export and import, of sources and tasks */
  exportConfig: '2.0.5',
  /** a leader that is told to resign does; before, it could have no effect (dm#1212, dm#1983) */
  evictLeader: '2.0.6',
  /** /api/v1, where it is switched on */
  openApi: '5.3.0',
} as const

export type Ability = keyof typeof since

/** Whether a release has an ability; nightlies have all, forerunners of a release what it has. */
export function can(version: string, ability: Ability): boolean {
  if (nightly.test(version)) return true
  const parsed = semver.parse(version)
  return parsed !== null && parsed.compareMain(since[ability]) >= 0
}

/** Seconds after which a worker that is gone counts as offline; `relaying` while it pulls relay logs. */
export function keepaliveSeconds(version: string): { readonly plain: number; readonly relaying: number } {
  const plain = can(version, 'transferSource') ? 60 : 10
  return { plain, relaying: can(version, 'transferSource') ? 1800 : plain }
}

/**
 * The versions of dmctl that export and import for a cluster, the best first: its own; below v2.0.5, which have no such
 * command, the nearest that have it and are no v8 (dm-runtime §2.3).
 */
export function exportingClients(version: string): readonly string[] {
  if (can(version, 'exportConfig')) return [version]
  return ['v2.0.5', 'v2.0.6', 'v2.0.7', 'v5.3.0', 'v5.4.0', 'v6.1.0', 'v6.5.0', 'v7.1.0', 'v7.5.0']
}
