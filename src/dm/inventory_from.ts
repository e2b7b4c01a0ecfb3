// A resolved topology as an inventory: one host per instance, the exporters, each machine once, the control machine.
// Pure. What playbooks and templates read of a host is made here and in roles/, nowhere else.

import { controlId, type Host, type Inventory, type Json, type Machine } from '../language/inventory.js'
import { exporterHosts } from './exporter_hosts.js'
import { instanceId, type ResolvedTopology } from './instance.js'
import { instanceHost } from './instance_host.js'
import { type MachineOfTopology, machinesOf } from './machine.js'
import { exporters, roles } from './role.js'
import type { ClusterWords, View } from './view.js'

/**
 * Groups: `all` (instances), one per role (also where it is empty), `node_exporter` and `blackbox_exporter`
 * (which are not in `all`), `machines` (by the cluster's own login), `logins` (by the given one), `next_logins` (by the
 * key that is to come) and `control`.
 */
export function inventoryFrom(resolved: ResolvedTopology, cluster: ClusterWords): Inventory {
  const topology = withPlatforms(resolved, cluster)
  const view: View = { topology, cluster }
  const machines = machinesOf(topology)
  const hosts = [
    ...topology.instances.map((instance) => instanceHost(instance, view)),
    ...exporterHosts(view),
    ...machines.map((machine) => machineHost(machine, view)),
    ...(cluster.ssh === 'none' ? [] : machines.flatMap((machine) => loginHosts(machine, view))),
    controlHost,
  ]
  const reached = machines.flatMap((machine) => loginsOf(machine, cluster))
  const names = ['all', ...roles, ...exporters, 'machines', 'logins', 'next_logins', controlId]
  return {
    hosts: new Map(hosts.map((host) => [host.id, host])),
    groups: Object.fromEntries(names.map((name) => [name, idsIn(hosts, name)])),
    machines: new Map([...reached, control].map((one) => [one.id, one])),
  }
}

function withPlatforms(topology: ResolvedTopology, { platforms = {} }: ClusterWords): ResolvedTopology {
  const known = topology.instances.map((instance) => ({
    ...instance,
    arch: instance.arch ?? platforms[instance.machine]?.arch ?? null,
  }))
  return { ...topology, instances: known }
}

const idsIn = (hosts: readonly Host[], group: string): string[] =>
  hosts.filter(({ groups }) => groups.includes(group)).map(({ id }) => id)

/**
 * Over SSH a machine is three: by the login that is given at deploy, by the cluster's own, which that one makes, and by the
 * key that takes the place of that one's.
 */
function loginsOf({ id, sshPort: port }: MachineOfTopology, { ssh, user, platforms }: ClusterWords): Machine[] {
  const machineId = platforms?.[id]?.machine_id
  const known = { become: false, ...(machineId ? { machineId } : {}) }
  if (ssh === 'none') return [{ id, reach: { kind: 'local' }, ...known }]
  const door = { kind: 'ssh', address: id, port } as const
  return [
    { id: loginId(id), reach: { ...door, user: null, login: 'given' }, ...known },
    { id, reach: { ...door, user, login: 'cluster' }, after: loginId(id), ...known },
    { id: nextId(id), reach: { ...door, user, login: 'next' }, after: id, ...known },
  ]
}

const loginId = (machine: string): string => `login@${machine}`
const nextId = (machine: string): string => `next@${machine}`

function loginHosts(machine: MachineOfTopology, view: View): Host[] {
  const { id, vars } = machineHost(machine, view)
  const host = { address: id, vars }
  return [
    { ...plainHost(loginId(id), 'logins'), ...host },
    { ...plainHost(nextId(id), 'next_logins'), ...host },
  ]
}

function machineHost(machine: MachineOfTopology, { topology, cluster }: View): Host {
  return {
    ...plainHost(machine.id, 'machines'),
    vars: {
      cluster: cluster.name,
      cluster_id: cluster.clusterId,
      user: topology.user,
      group: topology.group,
      home: topology.home,
      public_key: cluster.publicKey ?? null,
      os: machine.os,
      arch: machine.arch,
      ssh_port: machine.sshPort,
      instances: machine.instances.map(instanceId),
      monitor: monitorDirectories(machine, topology),
    },
  }
}

/** Where the exporters of a machine live; null where it has none. */
function monitorDirectories({ ignoresExporters }: MachineOfTopology, { monitored }: ResolvedTopology): Json {
  if (!monitored || ignoresExporters) return null
  return {
    deploy_dir: monitored.deployDir,
    data_dir: monitored.dataDir,
    log_dir: monitored.logDir,
    node_exporter_version: monitored.spec.node_exporter_version ?? null,
    blackbox_exporter_version: monitored.spec.blackbox_exporter_version ?? null,
  }
}

const plainHost = (id: string, group: string): Host => ({
  id,
  address: id,
  port: null,
  role: null,
  member: null,
  unit: null,
  deploy_dir: null,
  data_dir: null,
  log_dir: null,
  files: [],
  machine: id,
  groups: [group],
  vars: {},
})

const controlHost = plainHost(controlId, controlId)
const control: Machine = { id: controlId, reach: { kind: 'local' }, become: false }
