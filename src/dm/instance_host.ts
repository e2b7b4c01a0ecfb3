// One component instance as a host of the inventory. Every role has the same vars; what a role lacks is null or empty.

import type { Host } from '../language/inventory.js'
import { hostPort } from './host_address.js'
import { type AnyInstance, instanceId } from './instance.js'
import { platformText } from './platform.js'
import { unitSettings } from './resource_control.js'
import { alertmanagerFacet } from './roles/alertmanager.js'
import { grafanaFacet } from './roles/grafana.js'
import { masterFacet } from './roles/master.js'
import { prometheusFacet } from './roles/prometheus.js'
import { workerFacet } from './roles/worker.js'
import type { Facet, Vars, View } from './view.js'

/** Where a process lives, whether it is an instance of the topology or an exporter. */
export interface Place {
  readonly role: string
  readonly unit: string
  readonly host: string
  readonly machine: string
  /** the main one */
  readonly port: number
  readonly ports: readonly number[]
  readonly deployDir: string
  readonly dataDir: string | null
  readonly logDir: string
  readonly os: string
  readonly arch: string | null
}

export function instanceHost(instance: AnyInstance, view: View): Host {
  const facet = facetOf(instance, view)
  const { port } = instance.ports[0]
  const ports = instance.ports.map((use) => use.port)
  const place: Place = { ...instance, port, ports, unit: `${instance.role}-${port}` }
  return {
    ...hostAt(place, facet),
    member: instance.member,
    groups: ['all', instance.role],
    vars: {
      ...placeVars(place, { facet, view }),
      package: instance.source,
      numa_node: instance.numaNode,
      patched: instance.spec.patched ?? false,
      listen_host: instance.listenHost,
      listen_address: hostPort(instance.listenHost, port),
      resource_control: { ...instance.resourceControl },
      unit_settings: unitSettings(instance.resourceControl, facet.unitSettings),
      ...facet.vars,
      legacy: view.cluster.legacy?.[instanceId(instance)] ?? null,
    },
  }
}

function facetOf(instance: AnyInstance, view: View): Facet {
  if (instance.role === 'dm-master') return masterFacet(instance, view)
  if (instance.role === 'dm-worker') return workerFacet(instance, view)
  if (instance.role === 'prometheus') return prometheusFacet(instance, view)
  return instance.role === 'grafana' ? grafanaFacet(instance, view) : alertmanagerFacet(instance, view)
}

/** The host without what only instances of the topology have. */
export function hostAt(place: Place, { conf }: Facet): Omit<Host, 'vars' | 'groups'> {
  const { deployDir, role } = place
  const program = role.endsWith('_exporter') ? `bin/${role}` : 'bin'
  return {
    id: hostPort(place.host, place.port),
    address: place.host,
    port: place.port,
    role,
    member: null,
    unit: place.unit,
    deploy_dir: deployDir,
    data_dir: place.dataDir,
    log_dir: place.logDir,
    files: [program, ...conf, script(role)].map((path) => `${deployDir}/${path}`),
    machine: place.machine,
  }
}

const script = (role: string): string => `scripts/run_${role}.sh`

/** The vars that every process has, with the neutral value for all that only some roles have. */
export function placeVars(place: Place, { facet, view }: { readonly facet: Facet; readonly view: View }): Vars {
  const { deployDir, role, ports } = place
  const api = hostPort(place.machine, place.port)
  return {
    ...neutral,
    component: role,
    package: role,
    package_version: facet.packageVersion,
    cluster: view.cluster.name,
    cluster_id: view.cluster.clusterId,
    version: view.cluster.version,
    user: view.topology.user,
    group: view.topology.group,
    os: place.os,
    arch: place.arch,
    platform_text: platformText(place.os, place.arch),
    ports: [...ports],
    ports_text: ports.join('/'),
    scheme: facet.scheme,
    tls: view.topology.tls,
    api_address: api,
    ready_url: `${facet.scheme}://${api}${facet.readyPath}`,
    bin_dir: `${deployDir}/bin`,
    binary: `${deployDir}/${facet.binary}`,
    conf_dir: `${deployDir}/conf`,
    script: `${deployDir}/${script(role)}`,
    log_file: `${place.logDir}/${facet.log}`,
    directories: directories(place, facet),
    owned_directories: owned(place),
  }
}

const owned = ({ deployDir, dataDir, logDir }: Place): string[] => [
  ...new Set([deployDir, ...(dataDir === null ? [] : [dataDir]), logDir]),
]

/** Without bin, which is the release module's. */
const directories = (place: Place, facet: Facet): string[] => [
  ...new Set([
    ...owned(place),
    ...['conf', 'scripts', ...facet.directories].map((name) => `${place.deployDir}/${name}`),
  ]),
]

const neutral: Vars = {
  numa_node: null,
  patched: false,
  listen_host: '0.0.0.0',
  listen_address: null,
  resource_control: {},
  unit_settings: [],
  config: {},
  config_text: '',
  peer_port: null,
  web_port: null,
  cluster_port: null,
  peer_listen_url: null,
  peer_url: null,
  initial_cluster: [],
  joins: false,
  join: [],
  v1_source_path: null,
  legacy: null,
  prometheus: null,
  grafana: null,
  alertmanager: null,
}
