// The meta.yaml of a cluster as `tiup dm` keeps it: what it needs to go on with a cluster that dmbook has maintained.

import { stringify } from 'yaml'
import { filledTopology } from './filled_topology.js'
import { instanceId } from './instance.js'
import { type Base, resolveTopology } from './resolve.js'
import { sections } from './role.js'
import type { Topology } from './schema/topology.js'

interface Recorded {
  readonly user: string
  readonly version: string
  readonly topology: Topology
  readonly sshType: 'builtin' | 'system' | 'none'
  /** ids of instances whose program came from a patch */
  readonly patched: readonly string[]
  readonly machines: Readonly<Record<string, { readonly os: string; readonly arch: string }>>
  readonly base: Base
}

export function tiupMetaText({ user, version, topology, sshType, patched, machines, base }: Recorded): string {
  const filled = filledTopology(topology, { base, platforms: machines })
  const global = { ...filled.global, ...(sshType === 'builtin' ? {} : { ssh_type: sshType }) }
  const whole = marked({ ...filled, global }, new Set(patched))
  return stringify({ user, dm_version: version, topology: inOrder(whole) }, { lineWidth: 0 })
}

/** `patched: true` beside the others of an instance. */
function marked(topology: Topology, patched: ReadonlySet<string>): Topology {
  const { instances } = resolveTopology(topology, { base: { kind: 'tiup' } })
  const lists = Object.values(sections).flatMap((section) => {
    const own = instances.filter(({ path }) => path[0] === section)
    const specs = own.map((one) => (patched.has(instanceId(one)) ? { ...one.spec, patched: true } : one.spec))
    return specs.length > 0 ? [[section, specs] as const] : []
  })
  return { ...topology, ...Object.fromEntries(lists) }
}

const order = ['global', 'monitored', 'component_sources', 'server_configs', ...Object.values(sections)] as const

/** TiUP reads any order; people look for the usual one. */
const inOrder = (topology: Topology): object =>
  Object.fromEntries(order.flatMap((key) => (topology[key] === undefined ? [] : [[key, topology[key]]])))
