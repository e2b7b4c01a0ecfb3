// Topologies that grow and shrink: a scale-out adds instances, a scale-in takes some away. The rest stays as written.

import { isDeepStrictEqual } from 'node:util'
import { type AnyInstance, instanceId } from './instance.js'
import type { Path } from './path.js'
import { resolveTopology } from './resolve.js'
import { sections } from './role.js'
import type { Topology } from './schema/topology.js'

const sectionNames = Object.values(sections)

/**
 * The cluster with the instances of `part`; other sections of `part` are not looked at.
 * An instance that is there already, the same in every word, is not added again.
 */
export function mergedTopology(cluster: Topology, part: Topology): Topology {
  const there = alreadyThere(cluster, part).map(instanceId)
  const fresh = withoutInstances(onlyInstances(part), there)
  const grown = sectionNames.flatMap((section) => {
    const items = [...(cluster[section] ?? []), ...(fresh[section] ?? [])]
    return items.length > 0 ? [[section, items] as const] : []
  })
  return { ...cluster, ...Object.fromEntries(grown) }
}

/** The topology without the instances of these ids (`address:port`). A section that becomes empty goes. */
export function withoutInstances(topology: Topology, ids: readonly string[]): Topology {
  const gone = instancesOf(topology).filter((instance) => ids.includes(instanceId(instance)))
  const kept = sectionNames.flatMap((section) => {
    const indexes = new Set(gone.filter(({ path }) => path[0] === section).map(({ path }) => path[1]))
    const items = (topology[section] ?? []).filter((_, index) => !indexes.has(index))
    return items.length > 0 ? [[section, items] as const] : []
  })
  const rest = Object.entries(topology).filter(([section]) => !sectionNames.some((name) => name === section))
  return Object.fromEntries([...rest, ...kept])
}

/** The cluster with the one instance of `grown` that has this id, as it is written there; the same where none has. */
export function withInstance(cluster: Topology, grown: Topology, id: string): Topology {
  const others = instancesOf(grown)
    .map(instanceId)
    .filter((other) => other !== id)
  return mergedTopology(cluster, withoutInstances(grown, others))
}

/** `address:port` of every instance. */
export const instanceIds = (topology: Topology): readonly string[] => instancesOf(topology).map(instanceId)

/** The addresses of its machines, each once. */
export const machineIds = (topology: Topology): readonly string[] => [
  ...new Set(instancesOf(topology).map(({ machine }) => machine)),
]

/** Instances of `part` that the cluster has, the same in every word. */
export function alreadyThere(
  cluster: Topology,
  part: Topology,
  { without = [] }: { readonly without?: readonly Path[] } = {},
): AnyInstance[] {
  const there = new Map(instancesOf(cluster).map((instance) => [instanceId(instance), comparable(instance)]))
  const alone = { ...withoutInstances(cluster, [...there.keys()]), ...onlyInstances(part) }
  return instancesOf(alone, without).filter((instance) =>
    isDeepStrictEqual(comparable(instance), there.get(instanceId(instance))),
  )
}

const instancesOf = (topology: Topology, without: readonly Path[] = []): readonly AnyInstance[] =>
  resolveTopology(topology, { base: { kind: 'tiup' }, without }).instances

const onlyInstances = (part: Topology): Topology =>
  Object.fromEntries(sectionNames.flatMap((section) => (part[section] ? [[section, part[section]]] : [])))

/** An instance with its defaults, without its place in the file and what the tool found out or noted itself. */
function comparable({ path: _path, os: _os, arch: _arch, spec, ...resolved }: AnyInstance): object {
  const own = Object.entries(spec).filter(([key]) => !resolvedKeys.has(key))
  return { ...resolved, ...Object.fromEntries(own) }
}

/** What resolution has made fields of, so that a written default equals an absent one. */
const resolvedKeys = new Set(
  `host manage_host ssh_port deploy_dir data_dir log_dir resource_control arch os patched numa_node listen_host
  name port peer_port ng_port web_port cluster_port source config`.split(/\s+/),
)
