// Whether a recorded cluster can become another version: decided before anything is contacted.

import { DmbookError } from '../core/error.js'
import { resolveTopology } from '../dm/resolve.js'
import { hasSecretKey, secretKeyTrouble } from '../dm/secret_key.js'
import { storedTopology } from '../dm/stored_topology.js'
import { compareVersions, deployable } from '../dm/versions.js'
import type { ClusterMeta } from '../state/cluster_store.js'

/** `notes` are to be read before the question. */
export type Upgrade =
  | { readonly kind: 'nothing'; readonly text: string }
  | { readonly kind: 'upgrade'; readonly notes: readonly string[] }

type Recorded = Pick<ClusterMeta, 'name' | 'version' | 'upgrading' | 'topology'>

/** Throws E-SECRET-KEY where the masters would not start; throws E-VERSION for what is no version, for a downgrade, and for less than what an unfinished upgrade aims at. */
export function upgradeOf(recorded: Recorded, wanted: string): Upgrade {
  const { name, version, upgrading } = recorded
  const why = deployable(wanted)
  if (why) throw new DmbookError(why.replace('deploy', 'upgrade to'), { code: 'E-VERSION', exit: 'input' })
  if (upgrading === undefined && wanted === version)
    return { kind: 'nothing', text: `${name} is at ${version} already: nothing to do.` }
  if (compareVersions(wanted, version) < 0) throw older(name, { wanted, found: `is at ${version}` })
  if (upgrading !== undefined && compareVersions(wanted, upgrading) < 0)
    throw older(name, { wanted, found: `is half way to ${upgrading}` })
  return { kind: 'upgrade', notes: notesOn(recorded, wanted) }
}

function notesOn(recorded: Recorded, wanted: string): string[] {
  const { name, version } = recorded
  const topology = resolveTopology(storedTopology(recorded), { base: { kind: 'tiup' } })
  const trouble = secretKeyTrouble(topology, wanted)
  if (trouble)
    throw new DmbookError(`cannot bring ${name} to ${wanted} as ${trouble}`, {
      code: 'E-SECRET-KEY',
      exit: 'refused',
      hint: `dmbook edit-config ${name}`,
    })
  const hasKey = topology.instances.some(({ role, config }) => role === 'dm-master' && 'secret-key-path' in config)
  return [
    ...(hasSecretKey(wanted) && !hasSecretKey(version) && !hasKey ? [crossing] : []),
    ...(version === 'v5.3.0' || wanted === 'v5.3.0' ? [gtid] : []),
  ]
}

const crossing =
  'from v8.0 on DM reads passwords with a key of your own: what runs goes on, but encrypted passwords in source and task ' +
  'files that you bring in later need secret-key-path on every dm-master (docs/operations/upgrade.md)'

const gtid =
  'v5.3.0 may lose data of sources with GTID and without relay log: compare source and target behind the upgrade'

function older(name: string, { wanted, found }: { wanted: string; found: string }): DmbookError {
  return new DmbookError(`cannot bring ${name} to ${wanted} as DM does not go back: it ${found}`, {
    code: 'E-VERSION',
    exit: 'refused',
    hint: `dmbook rollback ${name}, where that is open; docs/operations/upgrade.md tells the other way back`,
  })
}
