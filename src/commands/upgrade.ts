// Whether a recorded cluster can become another version: decided before anything is contacted.

import { DmbookError } from '../core/error.js'
import { compareVersions, deployable } from '../dm/versions.js'
import type { ClusterMeta } from '../state/cluster_store.js'

export type Upgrade = { readonly kind: 'nothing'; readonly text: string } | { readonly kind: 'upgrade' }

/** Throws E-VERSION for what is no version, for a downgrade, and for less than what an unfinished upgrade aims at. */
export function upgradeOf(
  { name, version, upgrading }: Pick<ClusterMeta, 'name' | 'version' | 'upgrading'>,
  wanted: string,
): Upgrade {
  const why = deployable(wanted)
  if (why) throw new DmbookError(why.replace('deploy', 'upgrade to'), { code: 'E-VERSION', exit: 'input' })
  if (upgrading === undefined && wanted === version)
    return { kind: 'nothing', text: `${name} is at ${version} already: nothing to do.` }
  if (compareVersions(wanted, version) < 0) throw older(name, { wanted, found: `is at ${version}` })
  if (upgrading !== undefined && compareVersions(wanted, upgrading) < 0)
    throw older(name, { wanted, found: `is half way to ${upgrading}` })
  return { kind: 'upgrade' }
}

function older(name: string, { wanted, found }: { wanted: string; found: string }): DmbookError {
  return new DmbookError(`cannot bring ${name} to ${wanted} as DM does not go back: it ${found}`, {
    code: 'E-VERSION',
    exit: 'refused',
    hint: 'docs/operations/upgrade.md tells the way back: deploy the old version anew',
  })
}
