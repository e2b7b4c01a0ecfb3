// Which of several versions is meant, and which are near to one that is missing. Semver; `nightly` is the oldest.

import { compare, parse, type SemVer } from 'semver'

/** The newest without a pre-release mark, else the newest of all; null where there is none. */
export function newestStable(versions: readonly string[]): string | null {
  const sorted = ascending(versions)
  return sorted.findLast((version) => parse(version)?.prerelease.length === 0) ?? sorted.at(-1) ?? null
}

export function ascending(versions: readonly string[]): string[] {
  return [...versions].sort((a, b) => order(a, b) || (a < b ? -1 : 1))
}

/** The three that are nearest to a version, ascending; the newest ones where it is none. */
export function nearestVersions(wanted: string, versions: readonly string[]): string[] {
  const target = parse(wanted)
  const sorted = ascending(versions)
  if (!target) return sorted.slice(-3)
  return ascending(sorted.sort((a, b) => distance(a, target) - distance(b, target)).slice(0, 3))
}

function order(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)]
  if (left && right) return compare(left, right)
  return Number(left !== null) - Number(right !== null)
}

function distance(version: string, target: SemVer): number {
  const found = parse(version)
  if (!found) return Number.POSITIVE_INFINITY
  const steps = [found.major - target.major, found.minor - target.minor, found.patch - target.patch]
  return steps.reduce((sum, step) => sum * 1000 + Math.abs(step), 0)
}
