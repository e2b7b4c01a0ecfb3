// The shipped inventories as resolved topologies and inventories: what most tests of dm start from.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '../../src/core/error.js'
import { DmbookError } from '../../src/core/error.js'
import type { ResolvedTopology } from '../../src/dm/instance.js'
import { inventoryFrom } from '../../src/dm/inventory_from.js'
import { type Base, resolveTopology } from '../../src/dm/resolve.js'
import type { Topology } from '../../src/dm/schema/topology.js'
import { parseTopology, type TopologyOptions } from '../../src/dm/topology.js'
import type { ClusterWords } from '../../src/dm/view.js'
import type { Host, Inventory } from '../../src/language/inventory.js'

export const root = join(import.meta.dirname, '..', '..')

export const words: ClusterWords = {
  name: 'prod',
  version: 'v8.1.0',
  services: 'systemd',
  ssh: 'builtin',
  user: 'tidb',
  clusterId: 'c0ffee',
}

export const tiup: Base = { kind: 'tiup' }
export const supervised: Base = { kind: 'supervised', directory: '/home/me/.dmbook/run/prod', caller: 'me' }

export const shipped = (name: string): string => readFileSync(join(root, 'inventories', `${name}.yaml`), 'utf8')

export function topologyOf(text: string, options: Partial<TopologyOptions> = {}): Topology {
  return parseTopology({ file: 'topology.yaml', text }, { mode: 'deploy', ...options }).topology
}

/** All problems of a text that must not pass; empty where it passes. */
export function problemsOf(text: string, options: Partial<TopologyOptions> = {}): readonly Problem[] {
  try {
    topologyOf(text, options)
    return []
  } catch (thrown) {
    if (thrown instanceof DmbookError && thrown.code === 'E-TOPOLOGY') return thrown.problems
    throw thrown
  }
}

export const resolvedOf = (text: string, base: Base = tiup): ResolvedTopology =>
  resolveTopology(topologyOf(text, { base }), { base })

export const inventoryOf = (
  text: string,
  { base = tiup, ...cluster }: Partial<ClusterWords> & { base?: Base } = {},
): Inventory => inventoryFrom(resolvedOf(text, base), { ...words, ...cluster })

/** The only (or the named) host of a role. */
export function hostOf(inventory: Inventory, role: string, id = inventory.groups[role]?.[0] ?? ''): Host {
  const host = inventory.hosts.get(id)
  if (!host) throw new Error(`the inventory has no ${role} ${id}`)
  return host
}

/** One master and what is added: the smallest text that is a topology. */
export const withMaster = (more = ''): string => `master_servers:\n  - host: 10.0.0.1\n${more}`
