// A configuration that somebody edited: what the cluster's record would be with it, or all that is wrong with it.

import { isDeepStrictEqual } from 'node:util'
import { inputError, type Problem, problemText } from '../core/error.js'
import type { Source } from '../core/place.js'
import { covers, masked } from '../dm/masked.js'
import { placeOf } from '../dm/path.js'
import { resolveTopology } from '../dm/resolve.js'
import { secretKeyTrouble } from '../dm/secret_key.js'
import { settledChanges } from '../dm/settled.js'
import { storedTopology } from '../dm/stored_topology.js'
import { parseTopology } from '../dm/topology.js'
import { readYaml } from '../language/yaml_source.js'
import type { ClusterMeta } from '../state/cluster_store.js'
import { type Around, baseOf, inventoryOf } from './cluster.js'

export interface Edited {
  readonly meta: ClusterMeta
  readonly warnings: readonly string[]
  /** false where only comments or the order of words differ */
  readonly changes: boolean
}

/** Throws one InputError with every problem of the text, each with its code frame. */
export function edited(meta: ClusterMeta, source: Source, around: Around): Edited {
  const hidden = coveredSecrets(source)
  if (hidden.length > 0) throw inputError('E-TOPOLOGY', hidden)
  const base = baseOf(meta, around)
  const { topology, warnings } = parseTopology(source, { mode: 'deploy', base, version: meta.version })
  const { root } = readYaml(source)
  const before = storedTopology(meta, { base })
  const settled = root ? settledChanges({ before, after: topology, base, placeOf: (path) => placeOf(root, path) }) : []
  const problems = masked(settled, source)
  if (problems.length > 0) throw inputError('E-TOPOLOGY', problems)
  const trouble = secretKeyTrouble(resolveTopology(topology, { base }), meta.version)
  if (trouble) throw inputError('E-TOPOLOGY', [{ message: `cannot read the topology as ${trouble}` }])
  const next: ClusterMeta = { ...meta, topology: JSON.parse(JSON.stringify(topology)), source: source.text }
  inventoryOf(next, around)
  return { meta: next, warnings: warnings.map(problemText), changes: !isDeepStrictEqual(next.topology, meta.topology) }
}

const coveredSecrets = (source: Source): Problem[] =>
  covers(source).map((at) => ({
    message: 'cannot take this secret over as it is covered',
    at,
    hint: 'write it; dmbook show-config NAME --show-secrets prints it',
  }))
