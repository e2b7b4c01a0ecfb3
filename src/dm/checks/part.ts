// New instances of a scale-out, looked at beside the instances that the cluster has. What the cluster has against
// itself is not said again; an instance that is there already, word for word, is nothing new.

import { alreadyThere } from '../merge.js'
import type { Path } from '../path.js'
import { type Base, resolveTopology } from '../resolve.js'
import { sections } from '../role.js'
import type { Topology } from '../schema/topology.js'
import type { Check, Finding } from './finding.js'
import type { Reading } from './findings.js'

interface Beside {
  readonly cluster: Topology
  readonly base: Base
  readonly checks: readonly Check[]
}

export function partFindings({ topology, broken }: Reading, { cluster, base, checks }: Beside): Finding[] {
  const there = alreadyThere(cluster, topology, { without: broken }).map(({ path }) => path)
  const without = [...broken, ...there].flatMap((path) => shifted(path, cluster))
  const resolved = resolveTopology(sideBySide(cluster, topology), { base, without })
  const found = checks.flatMap((check) => check(resolved))
  return [...ignored(topology), ...found.flatMap((finding) => ofPart(finding, cluster))]
}

function sideBySide(cluster: Topology, part: Topology): Topology {
  const both = Object.values(sections).map((section) => [
    section,
    [...(cluster[section] ?? []), ...(part[section] ?? [])],
  ])
  return { ...cluster, ...Object.fromEntries(both) }
}

const offset = (section: unknown, cluster: Topology): number =>
  Object.values(sections).reduce((sum, name) => (name === section ? (cluster[name]?.length ?? 0) : sum), 0)

function shifted([section, index, ...rest]: Path, cluster: Topology): Path[] {
  return section === undefined || typeof index !== 'number'
    ? []
    : [[section, index + offset(section, cluster), ...rest]]
}

/** The finding with paths of the new file, or nothing where it is about the cluster alone. */
function ofPart({ path, other, ...finding }: Finding, cluster: Topology): Finding[] {
  const [own, also] = [path, other ?? []].map((at) => unshifted(at, cluster))
  if (own && also) return [{ ...finding, path: own, other: also }]
  const of = other ? ' (the other one is of the cluster as it is)' : ''
  const at = own ?? also
  return at ? [{ ...finding, path: at, message: `${finding.message}${of}` }] : []
}

function unshifted([section, index, ...rest]: Path, cluster: Topology): Path | null {
  if (section === undefined || typeof index !== 'number') return null
  const own = index - offset(section, cluster)
  return own < 0 ? null : [section, own, ...rest]
}

function ignored(topology: Topology): Finding[] {
  const whole = (['global', 'monitored', 'server_configs', 'component_sources'] as const).filter((key) => topology[key])
  return whole.map((section) => ({
    severity: 'warning',
    path: [section],
    message: `${section} is ignored: a scale-out adds instances to the cluster as it is`,
  }))
}
