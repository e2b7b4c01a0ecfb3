// Which releases a cluster can be taken over from, and to which.

import semver from 'semver'
import type { Findings } from './findings.js'
import type { Seen } from './seen.js'

/** Why DM of this version cannot take a cluster of 1.0 over, or null. */
export function targetTrouble(version: string): string | null {
  if (version === 'nightly' || version.includes('-nightly')) return null
  const parsed = semver.parse(version)
  if (!parsed) return `cannot import to ${version} as it is no version of DM: write it as v8.1.0, or nightly`
  if (semver.gte(parsed, '2.0.0-rc.2')) return null
  return `cannot import to ${version} as only DM from v2.0.0-rc.2 on takes clusters of 1.0 over`
}

export function versionFindings(seen: readonly Seen[], { errors, warnings }: Findings): void {
  const dm = seen.filter(({ process }) => process.role === 'dm-master' || process.role === 'dm-worker')
  for (const { process, look } of dm) {
    if (look.version === null) warnings.push({ message: `${process.alias} does not tell its version`, at: process.at })
    else if (!/^v?1\.0\.\d+(?:$|-(?!alpha|beta|rc))/.test(look.version))
      errors.push({
        message: `cannot import ${process.alias} as it is DM ${look.version}: only 1.0.0 and later ones of 1.0 can be`,
        at: process.at,
        hint: 'upgrade it to v1.0.7 with dm-ansible first',
      })
  }
  const versions = [...new Set(dm.flatMap(({ look }) => look.version ?? []))]
  if (versions.length > 1) warnings.push({ message: `its processes have different versions: ${versions.join(', ')}` })
}
