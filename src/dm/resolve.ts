// Fills in what a topology leaves open, by TiUP's rules: deploy directories below /home/USER (or, for supervised
// clusters, below a folder of the caller), data and logs below the instance's own deploy directory.

import { DmbookError } from '../core/error.js'
import { below, isAbsolute, joined } from './directory.js'
import type { AnyInstance, Instance, Monitored, ResolvedTopology } from './instance.js'
import type { Path } from './path.js'
import { packageArch } from './platform.js'
import { mergedControl } from './resource_control.js'
import { portsOf, type Role, type Specs, sections } from './role.js'
import type { Topology } from './schema/topology.js'
import { merged, type NestedSettings } from './server_config.js'

/** `caller` is the user who runs dmbook: supervised processes can belong to nobody else. */
export type Base =
  | { readonly kind: 'tiup' }
  | { readonly kind: 'supervised'; readonly directory: string; readonly caller: string }

type Globals = NonNullable<Topology['global']>

interface Context {
  readonly topology: Topology
  readonly globals: Globals
  readonly home: string
  readonly without: readonly Path[]
}

/** `without` names instances (section, index) that are left out. */
export interface ResolveOptions {
  readonly base: Base
  readonly without?: readonly Path[]
}

/** Throws `E-TOPOLOGY` where a supervised cluster wants a user that is not the caller. */
export function resolveTopology(topology: Topology, { base, without = [] }: ResolveOptions): ResolvedTopology {
  const why = userTrouble(topology, base)
  if (why) throw new DmbookError(`cannot use the topology as ${why}`, { code: 'E-TOPOLOGY', exit: 'input' })
  const globals = topology.global ?? {}
  const user = globals.user ?? (base.kind === 'supervised' ? base.caller : 'tidb')
  const home = base.kind === 'supervised' ? base.directory : `/home/${user}`
  const context: Context = { topology, globals, home, without }
  return {
    user,
    group: globals.group ?? user,
    tls: globals.enable_tls ?? false,
    systemdMode: globals.systemd_mode ?? 'system',
    home,
    instances: instances(context),
    monitored: monitored(context),
    written: topology,
  }
}

/** Why a base cannot run as the topology's user, or null. */
export function userTrouble({ global }: Topology, base: Base): string | null {
  if (base.kind === 'tiup' || global?.user === undefined || global.user === base.caller) return null
  return `supervised services run as the caller, ${base.caller}: user ${global.user}`
}

function instances(context: Context): AnyInstance[] {
  const { topology, without } = context
  const leftOut = (role: Role, index: number) =>
    without.some(([section, at]) => section === sections[role] && at === index)
  const placed = <R extends Role>(role: R, specs: readonly Specs[R][] = []) =>
    specs.flatMap((spec, index) => (leftOut(role, index) ? [] : [place(context, { role, spec, index })]))
  return [
    ...placed('dm-master', topology.master_servers),
    ...placed('dm-worker', topology.worker_servers),
    ...placed('prometheus', topology.monitoring_servers),
    ...placed('grafana', topology.grafana_servers),
    ...placed('alertmanager', topology.alertmanager_servers),
  ]
}

/** What the sections have in common; a key that a section lacks is never there. */
type AnySpec = Specs[Role] & {
  readonly name?: string
  readonly source?: string
  readonly data_dir?: string
  readonly log_dir?: string
  readonly numa_node?: string
  readonly listen_host?: string
  readonly config?: Readonly<Record<string, unknown>>
}

interface Written<R extends Role> {
  readonly role: R
  readonly spec: Specs[R]
  readonly index: number
}

function place<R extends Role>(context: Context, { role, spec, index }: Written<R>): Instance<R> {
  const { globals } = context
  const own: AnySpec = spec
  const ports = portsOf[role](spec)
  const arch = own.arch ?? globals.arch
  return {
    role,
    spec,
    path: [sections[role], index],
    host: own.host,
    machine: own.manage_host ?? own.host,
    sshPort: own.ssh_port ?? globals.ssh_port ?? 22,
    ports,
    member: isMember(role) ? (own.name ?? memberName(own.host, ports[0].port)) : null,
    ...directories(context, { role, own, port: ports[0].port }),
    listenHost: own.listen_host ?? globals.listen_host ?? (own.host.includes(':') ? '::' : '0.0.0.0'),
    webHost: globals.listen_host ?? '',
    os: (own.os ?? globals.os ?? 'linux').toLowerCase(),
    arch: arch === undefined ? null : packageArch(arch),
    source: own.source ?? sourceOf(context.topology, role) ?? role,
    numaNode: own.numa_node ?? null,
    resourceControl: mergedControl(globals.resource_control, own.resource_control),
    config: config(context.topology, role, own),
  }
}

const isMember = (role: Role): boolean => role === 'dm-master' || role === 'dm-worker'

/** DM's API cannot remove a member whose name holds a colon, so an IPv6 address loses its own. */
const memberName = (host: string, port: number): string => `dm-${host.replaceAll(/[:%]/g, '-')}-${port}`

function directories({ globals, home }: Context, at: { role: Role; own: AnySpec; port: number }) {
  const name = `${at.role}-${at.port}`
  const deployDir = below(home, at.own.deploy_dir ?? joined(globals.deploy_dir ?? 'deploy', name))
  const shared = globals.data_dir ?? 'data'
  const dataDir = at.own.data_dir ?? (isAbsolute(shared) ? joined(shared, name) : shared)
  return {
    deployDir,
    dataDir: at.role === 'grafana' ? null : below(deployDir, dataDir),
    logDir: below(deployDir, at.own.log_dir ?? (at.role === 'grafana' ? 'log' : (globals.log_dir ?? 'log'))),
  }
}

function sourceOf({ component_sources: sources }: Topology, role: Role): string | undefined {
  if (role === 'dm-master') return sources?.master
  return role === 'dm-worker' ? sources?.worker : undefined
}

function config({ server_configs: shared }: Topology, role: Role, { config: own }: AnySpec): NestedSettings {
  if (role === 'dm-master') return merged(shared?.master, own)
  if (role === 'dm-worker') return merged(shared?.worker, own)
  return role === 'grafana' ? { ...shared?.grafana, ...Object.fromEntries(texts(own ?? {})) } : {}
}

const texts = (settings: Readonly<Record<string, unknown>>): [string, string][] =>
  Object.entries(settings).map(([key, value]) => [key, String(value)])

function monitored({ topology, globals, home }: Context): Monitored | null {
  const spec = topology.monitored
  if (!spec) return null
  const nodeExporterPort = spec.node_exporter_port ?? 9100
  const name = `monitor-${nodeExporterPort}`
  const deployDir = below(home, spec.deploy_dir ?? joined(globals.deploy_dir ?? 'deploy', name))
  return {
    spec,
    webHost: globals.listen_host ?? '',
    nodeExporterPort,
    blackboxExporterPort: spec.blackbox_exporter_port ?? 9115,
    deployDir,
    dataDir: below(deployDir, spec.data_dir ?? joined(globals.data_dir ?? 'data', name)),
    logDir: below(deployDir, spec.log_dir ?? 'log'),
    resourceControl: mergedControl(globals.resource_control, spec.resource_control),
  }
}
