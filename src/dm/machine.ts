// The machines of a topology: each address that SSH reaches, once, in the order of the instances.

import type { AnyInstance, ResolvedTopology } from './instance.js'

export interface MachineOfTopology {
  /** the address for SSH */
  readonly id: string
  /** the address that instances on it are reached by */
  readonly host: string
  readonly sshPort: number
  readonly os: string
  /** null until somebody looked */
  readonly arch: string | null
  readonly instances: readonly AnyInstance[]
  readonly ignoresExporters: boolean
}

export function machinesOf({ instances }: ResolvedTopology): MachineOfTopology[] {
  const ids = [...new Set(instances.map(({ machine }) => machine))]
  return ids.flatMap((id) => {
    const own = instances.filter(({ machine }) => machine === id)
    const [first] = own
    return first ? [machine(first, own)] : []
  })
}

function machine(first: AnyInstance, instances: readonly AnyInstance[]): MachineOfTopology {
  return {
    id: first.machine,
    host: first.host,
    sshPort: first.sshPort,
    os: first.os,
    arch: instances.find(({ arch }) => arch !== null)?.arch ?? null,
    instances,
    ignoresExporters: instances.some(({ spec }) => spec.ignore_exporter),
  }
}

/** Those that get exporters: none without `monitored`. */
export const monitoredMachines = (topology: ResolvedTopology): MachineOfTopology[] =>
  topology.monitored ? machinesOf(topology).filter(({ ignoresExporters }) => !ignoresExporters) : []
