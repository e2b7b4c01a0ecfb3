// The nodes of a topology as they are written there.

import { instanceId } from './instance.js'
import { resolveTopology } from './resolve.js'
import type { Topology } from './schema/topology.js'

/** Section and fields of each of these nodes (`address:port`), in the order of the topology. */
export function nodeFields(
  topology: Topology,
  ids: readonly string[],
): (readonly [section: string, fields: Readonly<Record<string, unknown>>])[] {
  const { instances } = resolveTopology(topology, { base: { kind: 'tiup' } })
  return instances
    .filter((instance) => ids.includes(instanceId(instance)))
    .map(({ path, spec }) => [String(path[0]), { ...spec }])
}
