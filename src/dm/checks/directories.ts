// Directories: none that climbs or belongs to the system, none shared, none inside another one's. Whoever removes
// one instance must not reach into the files of a second. TiUP lets most of this pass, and destroys with it.

import { below, climbs, inside, isSystem, isSystemParent } from '../directory.js'
import type { AnyInstance, ResolvedTopology } from '../instance.js'
import { machinesOf, monitoredMachines } from '../machine.js'
import { type Path, pathText } from '../path.js'
import type { Check, Finding } from './finding.js'

type Key = 'deploy_dir' | 'data_dir' | 'log_dir'
const keys: readonly Key[] = ['deploy_dir', 'data_dir', 'log_dir']

interface Use {
  readonly key: Key
  readonly directory: string
  readonly path: Path
  readonly owner: string
}

export const directories: Check = (topology) => {
  const perMachine = machinesOf(topology).map(({ id, instances }) => [
    ...instances.flatMap(instanceUses),
    ...monitorUses(topology, id),
  ])
  return [
    ...climbing(topology),
    ...parents(topology),
    ...perMachine.flat().flatMap((use) => system(use, topology)),
    ...perMachine.flatMap((all) => collisions(all, topology)),
  ]
}

function instanceUses({ deployDir, dataDir, logDir, path, role, ports }: AnyInstance): Use[] {
  const owner = `${role}-${ports[0].port}`
  return uses({ deploy_dir: deployDir, data_dir: dataDir, log_dir: logDir }, { path, owner })
}

function monitorUses(topology: ResolvedTopology, machine: string): Use[] {
  const { monitored } = topology
  if (!monitored || !monitoredMachines(topology).some(({ id }) => id === machine)) return []
  const { deployDir, dataDir, logDir } = monitored
  return uses(
    { deploy_dir: deployDir, data_dir: dataDir, log_dir: logDir },
    { path: ['monitored'], owner: 'the exporters' },
  )
}

function uses(found: Record<Key, string | null>, { path, owner }: { path: Path; owner: string }): Use[] {
  return keys.flatMap((key) => {
    const directory = found[key]
    return directory === null ? [] : [{ key, directory, path: [...path, key], owner }]
  })
}

/** Every directory as it was written, wherever that was. */
function climbing({ instances, written }: ResolvedTopology): Finding[] {
  const sections: [Path, object | undefined][] = [
    [['global'], written.global],
    [['monitored'], written.monitored],
    ...instances.map(({ path, spec }): [Path, object] => [path, spec]),
  ]
  return sections.flatMap(([path, section]) =>
    Object.entries(section ?? {}).flatMap(([key, value]) => {
      if (!/^(deploy|data|log)_dir$|^v1_source_path$/.test(key) || !climbs(String(value))) return []
      return [
        { severity: 'error' as const, path: [...path, key], message: `${key} must not climb with ..: "${value}"` },
      ]
    }),
  )
}

function parents(topology: ResolvedTopology): Finding[] {
  return keys.flatMap((key) => {
    const parent = systemParent(topology, key)
    if (parent === null) return []
    return [{ severity: 'error', path: ['global', key], message: `${key} belongs to the system: ${parent}`, hint }]
  })
}

/** The directory of `global` where it is one of the system. */
function systemParent({ written }: ResolvedTopology, key: Key): string | null {
  const directory = written.global?.[key]
  const parent = directory === undefined ? null : below('', directory)
  return parent !== null && isSystemParent(parent) ? parent : null
}

const hint = 'name a directory that holds nothing else, such as /data/dm'

/** What follows from a parent of `global` is not said again. */
function system({ key, directory, path, owner }: Use, topology: ResolvedTopology): Finding[] {
  const { home } = topology
  const parent = systemParent(topology, key)
  if (parent !== null && (directory === parent || inside(directory, parent))) return []
  const holdsHome = directory === home || inside(home, directory)
  if (!isSystem(directory) && !holdsHome) return []
  const whose = holdsHome ? 'holds the home of the cluster' : 'belongs to the system'
  return [{ severity: 'error', path, message: `${key} of ${owner} ${whose}: ${directory}`, hint }]
}

/** Two instances may have one name by mistake; their places differ. */
const ownerOf = ({ path }: Use): string => pathText(path.slice(0, -1))

/** At most one finding for two owners: the rest follows from it. */
function collisions(all: readonly Use[], { written }: ResolvedTopology): Finding[] {
  const seen = new Set<string>()
  return all.flatMap((use, index) =>
    all.slice(0, index).flatMap((earlier) => {
      const pair = `${ownerOf(earlier)} ${ownerOf(use)}`
      if (seen.has(pair) || !collides(earlier, use)) return []
      seen.add(pair)
      const relation = relationText(use, earlier)
      const message = `${use.key} of ${use.owner} ${relation} ${earlier.key} of ${earlier.owner}: ${use.directory}`
      const shared = use.key === 'log_dir' && use.directory === written.global?.log_dir
      const way = shared
        ? 'write log_dir of global without a leading slash: it is below each deploy_dir then'
        : undefined
      return [{ severity: 'error' as const, path: use.path, other: earlier.path, message, hint: way }]
    }),
  )
}

/** `earlier` comes first in `keys` where both have one owner: there only data and logs below deploy_dir are usual. */
function collides(earlier: Use, use: Use): boolean {
  const same = use.directory === earlier.directory
  const nested = inside(use.directory, earlier.directory) || inside(earlier.directory, use.directory)
  if (ownerOf(earlier) !== ownerOf(use)) return same || nested
  if (earlier.key !== 'deploy_dir') return same || nested
  return (same && use.key === 'data_dir') || inside(earlier.directory, use.directory)
}

function relationText(use: Use, earlier: Use): string {
  if (use.directory === earlier.directory) return 'is also'
  return inside(use.directory, earlier.directory) ? 'lies inside' : 'holds'
}
