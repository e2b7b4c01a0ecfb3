// The exporters of a machine: two processes that share one directory. They are no instances of the topology:
// not in `all`, not counted, not shown among them.

import type { Host } from '../language/inventory.js'
import { hostPort } from './host_address.js'
import type { Monitored } from './instance.js'
import { hostAt, type Place, placeVars } from './instance_host.js'
import { type MachineOfTopology, monitoredMachines } from './machine.js'
import { unitSettings } from './resource_control.js'
import { type Exporter, exporters } from './role.js'
import { type Facet, tlsFolder, type View } from './view.js'

export function exporterHosts(view: View): Host[] {
  const { monitored } = view.topology
  if (!monitored) return []
  const machines = monitoredMachines(view.topology)
  return exporters.flatMap((role) => machines.map((machine) => exporterHost({ role, machine, monitored }, view)))
}

interface OneExporter {
  readonly role: Exporter
  readonly machine: MachineOfTopology
  readonly monitored: Monitored
}

function exporterHost({ role, machine, monitored }: OneExporter, view: View): Host {
  const facet = exporterFacet(role, monitored, view)
  const port = role === 'node_exporter' ? monitored.nodeExporterPort : monitored.blackboxExporterPort
  const { deployDir, dataDir, logDir } = monitored
  const { host, os, arch, id } = machine
  const place: Place = {
    role,
    unit: `${role}-${port}`,
    host,
    machine: id,
    port,
    ports: [port],
    os,
    arch,
    deployDir,
    dataDir,
    logDir,
  }
  return {
    ...hostAt(place, facet),
    groups: [role],
    vars: {
      ...placeVars(place, { facet, view }),
      numa_node: role === 'node_exporter' ? (monitored.spec.numa_node ?? null) : null,
      listen_address: hostPort(monitored.webHost, port),
      resource_control: { ...monitored.resourceControl },
      unit_settings: unitSettings(monitored.resourceControl, facet.unitSettings),
    },
  }
}

function exporterFacet(role: Exporter, { spec }: Monitored, view: View): Facet {
  const shared = { binary: `bin/${role}/${role}`, directories: [], readyPath: '/metrics', scheme: 'http' } as const
  const own = { ...shared, log: `${role}.log`, vars: {} }
  if (role === 'node_exporter') {
    return { ...own, conf: [], packageVersion: spec.node_exporter_version ?? null, unitSettings: [] }
  }
  // without root it may not send ICMP; the capability needs a unit of the system
  const unitSettings = view.cluster.services === 'systemd' ? ['AmbientCapabilities=CAP_NET_RAW'] : []
  return {
    ...own,
    conf: ['conf/blackbox.yml', ...tlsFolder(view)],
    packageVersion: spec.blackbox_exporter_version ?? null,
    unitSettings,
  }
}
