// The configuration of a recorded cluster as people read and edit it: the text that was written, comments and all, as
// long as it still says what the record does; else the record's topology.

import { isDeepStrictEqual } from 'node:util'
import { stringify } from 'yaml'
import { parseTopology } from '../dm/topology.js'
import type { Json } from '../language/inventory.js'
import type { ClusterMeta } from '../state/cluster_store.js'
import { type Around, baseOf } from './cluster.js'

type Recorded = Pick<ClusterMeta, 'name' | 'settings' | 'topology' | 'source'>

/** Holds what secrets the topology has. */
export function configText(meta: Recorded, around: Around): string {
  return isDeepStrictEqual(topologyIn(meta, around), meta.topology)
    ? meta.source
    : stringify(meta.topology, { lineWidth: 0 })
}

/** Null where the text is no topology any more, or is one for a scale-out. */
function topologyIn({ source, ...meta }: Recorded, around: Around): Json {
  try {
    const { topology } = parseTopology({ file: 'source', text: source }, { mode: 'stored', base: baseOf(meta, around) })
    return JSON.parse(JSON.stringify(topology))
  } catch {
    return null
  }
}
