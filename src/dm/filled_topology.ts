// A topology with every default written down: what `tiup dm` keeps of a cluster, and what two topologies of one cluster
// have in common. Filling it once more changes nothing.

import type { AnyInstance, Monitored } from './instance.js'
import { type Base, resolveTopology } from './resolve.js'
import { roles, sections } from './role.js'
import type { MonitoredSpec, Topology } from './schema/topology.js'

interface Known {
  readonly base?: Base
  /** by machine: what was found there */
  readonly platforms?: Readonly<Record<string, { readonly os: string; readonly arch: string }>>
}

/** Directories are absolute; architectures are there as far as they are known. */
export function filledTopology(topology: Topology, { base = { kind: 'tiup' }, platforms = {} }: Known = {}): Topology {
  const resolved = resolveTopology(topology, { base })
  const lists = roles.flatMap((role) => {
    const own = resolved.instances.filter((instance) => instance.role === role)
    return own.length > 0 ? [[sections[role], own.map((instance) => filledInstance(instance, platforms))] as const] : []
  })
  return {
    ...topology,
    global: { ...topology.global, user: resolved.user },
    ...(resolved.monitored ? { monitored: filledMonitored(resolved.monitored) } : {}),
    ...Object.fromEntries(lists),
  }
}

type Fields = Readonly<Record<string, unknown>>

/** In TiUP's order of the first keys; what else was written follows. */
function filledInstance(instance: AnyInstance, platforms: NonNullable<Known['platforms']>): Fields {
  const { host, sshPort, member, ports, deployDir, dataDir, logDir, machine } = instance
  const spec: Fields = instance.spec
  const arch = instance.arch ?? platforms[machine]?.arch
  return {
    host,
    ssh_port: sshPort,
    ...(member === null ? {} : { name: member }),
    ...Object.fromEntries(ports.map(({ key, port }) => [key, port])),
    deploy_dir: deployDir,
    ...(dataDir === null ? {} : { data_dir: dataDir }),
    ...(instance.role === 'grafana' ? {} : { log_dir: logDir }),
    ...without(spec, takenOver),
    ...(arch ? { arch } : {}),
    os: instance.os,
  }
}

const takenOver =
  'host ssh_port name port peer_port web_port cluster_port ng_port deploy_dir data_dir log_dir arch os'.split(' ')

const without = (fields: Fields, keys: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)))

const filledMonitored = ({ spec, ...found }: Monitored): MonitoredSpec => ({
  ...spec,
  node_exporter_port: found.nodeExporterPort,
  blackbox_exporter_port: found.blackboxExporterPort,
  deploy_dir: found.deployDir,
  data_dir: found.dataDir,
  log_dir: found.logDir,
})
