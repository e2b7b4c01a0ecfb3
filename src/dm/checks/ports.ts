// Ports: on one machine each at most once, those of the exporters included.

import type { ResolvedTopology } from '../instance.js'
import { machinesOf, monitoredMachines } from '../machine.js'
import type { Path } from '../path.js'
import type { Check, Finding } from './finding.js'

interface Use {
  readonly machine: string
  readonly port: number
  readonly path: Path
  readonly owner: string
}

export const ports: Check = (topology) => {
  const uses = [...instanceUses(topology), ...exporterUses(topology)]
  return uses.flatMap((use) => taken(use, uses))
}

const instanceUses = (topology: ResolvedTopology): Use[] =>
  machinesOf(topology).flatMap(({ id, instances }) =>
    instances.flatMap(({ path, role, ports: own }) =>
      own.map(({ key, port }) => ({
        machine: id,
        port,
        path: [...path, key],
        owner: `${role}-${own[0].port} (${key})`,
      })),
    ),
  )

function exporterUses(topology: ResolvedTopology): Use[] {
  const { monitored } = topology
  if (!monitored) return []
  const used = { node_exporter: monitored.nodeExporterPort, blackbox_exporter: monitored.blackboxExporterPort }
  return monitoredMachines(topology).flatMap(({ id }) =>
    Object.entries(used).map(([owner, port]) => ({ machine: id, port, owner, path: ['monitored', `${owner}_port`] })),
  )
}

function taken(use: Use, uses: readonly Use[]): Finding[] {
  const first = uses.find(({ port, machine }) => port === use.port && machine === use.machine)
  if (!first || first === use) return []
  const message = `port ${use.port} of ${use.machine} is taken twice: by ${first.owner} and ${use.owner}`
  return [{ severity: 'error', path: use.path, other: first.path, message }]
}
