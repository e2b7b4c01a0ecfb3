// All checks of a topology beyond its schema.

import type { Path } from '../path.js'
import { type Base, resolveTopology, userTrouble } from '../resolve.js'
import type { Topology } from '../schema/topology.js'
import { directories } from './directories.js'
import type { Check, Finding } from './finding.js'
import { hosts } from './hosts.js'
import { names } from './names.js'
import { partFindings } from './part.js'
import { ports } from './ports.js'
import { serverKeys } from './server_keys.js'
import { settings } from './settings.js'
import { size } from './size.js'

export interface Reading {
  readonly topology: Topology
  /** where a word is broken: such an instance takes no part, as what its default collides with says nothing */
  readonly broken: readonly Path[]
}

export interface Setting {
  readonly mode: 'deploy' | 'scale-out' | 'stored' | 'adopt'
  readonly base?: Base
  readonly cluster?: Topology
  /** of the servers: what they may be told depends on it; not looked at where absent */
  readonly version?: string
}

const checks: readonly Check[] = [names, hosts, ports, directories, settings]

export function findings(reading: Reading, setting: Setting): Finding[] {
  const { base = { kind: 'tiup' }, cluster = {}, mode, version } = setting
  if (mode === 'scale-out') return partFindings(reading, { base, cluster, checks })
  return mode === 'adopt' ? adoptedFindings(reading, base) : wholeFindings(reading, { base, version })
}

/** A cluster that runs with such settings may go on so, and needs no advice on its size. */
function adoptedFindings(reading: Reading, base: Base): Finding[] {
  const resolved = resolveTopology(reading.topology, { base, without: reading.broken })
  const found = [names, hosts, ports, directories, size].flatMap((check) => check(resolved))
  const grave = found.filter(({ severity }) => severity === 'error')
  return [...grave, ...settings(resolved).map((finding) => ({ ...finding, severity: 'warning' as const }))]
}

function wholeFindings(
  { topology, broken }: Reading,
  { base, version }: { readonly base: Base; readonly version: string | undefined },
): Finding[] {
  const why = userTrouble(topology, base)
  const user: Finding[] = why ? [{ severity: 'error', path: ['global', 'user'], message: why }] : []
  const resolved = resolveTopology(topology, { base: why ? { kind: 'tiup' } : base, without: broken })
  const all = [...checks, size, ...(version === undefined ? [] : [serverKeys(version)])]
  return [...user, ...all.flatMap((check) => check(resolved))]
}
