// The words with which `tiup dm` 1.16 starts each process of a cluster, in its order: read off its own run scripts.

import { inventoryFrom } from '../../src/dm/inventory_from.js'
import { resolveTopology } from '../../src/dm/resolve.js'
import { parseTopology } from '../../src/dm/topology.js'
import { tiupFiles } from '../dm/forms/tiup_files.js'
import { version } from './cluster.js'

export interface Started {
  readonly unit: string
  readonly machine: string
  readonly words: readonly string[]
}

export function tiupArguments(name: string, text: string): Started[] {
  const { topology } = parseTopology({ file: 'topology.yaml', text }, { mode: 'deploy' })
  const resolved = resolveTopology(topology, { base: { kind: 'tiup' } })
  const words = { name, version, services: 'systemd', ssh: 'builtin', user: resolved.user, clusterId: '' } as const
  const inventory = inventoryFrom(resolved, words)
  return [...inventory.hosts.values()].flatMap(({ unit, ...host }) => {
    if (!unit) return []
    const files = tiupFiles({ unit, ...host }, { inventory, release: '1.16', services: 'systemd' })
    const script = files.find(({ path }) => path.endsWith('.sh'))?.text ?? ''
    return { unit, machine: host.machine, words: script.split('\n').flatMap(wordOf) }
  })
}

/** An argument stands on a line of its own, quoted or not, with what goes on behind it. */
const wordOf = (line: string): string[] => {
  const found = /^\s+(--?\S+?)(?: >> .*| 2>> .*| \\)?$/.exec(line)?.[1]
  return found === undefined ? [] : [found.replaceAll('"', '')]
}
