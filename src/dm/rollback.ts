// Whether the programs of an older version can be put back. The first leader of a newer one may change DM's metadata in
// etcd, step by step with the versions (dm-runtime §2.8); releases of one line (the same two numbers, from v5.3 on, where
// TiDB's numbers begin) keep it. So the way back is open within a line, and while nothing newer has led.

import semver from 'semver'

interface Journey {
  /** the version to go back to */
  readonly back: string
  /** the newest that any instance may have run */
  readonly newest: string
  /** no dm-master has run the newest one */
  readonly untouched: boolean
}

/** Why the way back is closed, or null. */
export function rollbackTrouble({ back, newest, untouched }: Journey): string | null {
  if (untouched || sameLine(back, newest)) return null
  return `a dm-master of ${newest} may have changed DM's metadata, which ${back} does not read: only releases of one line keep it`
}

function sameLine(one: string, other: string): boolean {
  const [a, b] = [semver.parse(one), semver.parse(other)]
  if (!a || !b || semver.lt(a, '5.3.0')) return false
  return a.major === b.major && a.minor === b.minor
}
