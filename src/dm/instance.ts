// One instance after resolution: nothing left to default, every directory absolute. The exporters of a machine likewise.

import { hostPort } from './host_address.js'
import type { Ports, Role, Specs } from './role.js'
import type { MonitoredSpec, ResourceControl, Topology } from './schema/topology.js'
import type { NestedSettings } from './server_config.js'

export interface Instance<R extends Role = Role> {
  readonly role: R
  /** as it was written */
  readonly spec: Specs[R]
  /** its section and place in it */
  readonly path: readonly [section: string, index: number]
  readonly host: string
  /** the address for SSH: manage_host where there is one */
  readonly machine: string
  readonly sshPort: number
  readonly ports: Ports
  /** the name DM registers; null unless dm-master or dm-worker */
  readonly member: string | null
  readonly deployDir: string
  /** null for Grafana */
  readonly dataDir: string | null
  readonly logDir: string
  /** what dm-master, dm-worker and Alertmanager listen on */
  readonly listenHost: string
  /** what the other programs listen on; empty for all addresses */
  readonly webHost: string
  readonly os: string
  /** null until somebody looked */
  readonly arch: string | null
  readonly source: string
  readonly numaNode: string | null
  readonly resourceControl: ResourceControl
  readonly config: NestedSettings
}

export type AnyInstance = { readonly [R in Role]: Instance<R> }[Role]

export interface Monitored {
  readonly spec: MonitoredSpec
  /** empty for all addresses */
  readonly webHost: string
  readonly nodeExporterPort: number
  readonly blackboxExporterPort: number
  readonly deployDir: string
  readonly dataDir: string
  readonly logDir: string
  readonly resourceControl: ResourceControl
}

export interface ResolvedTopology {
  readonly user: string
  readonly group: string
  readonly tls: boolean
  readonly systemdMode: 'system' | 'user'
  /** what relative deploy directories lie below */
  readonly home: string
  /** masters, workers, then Prometheus, Grafana, Alertmanager, each as written */
  readonly instances: readonly AnyInstance[]
  readonly monitored: Monitored | null
  readonly written: Topology
}

/** `address:port`, as -N takes it. */
export const instanceId = ({ host, ports }: Pick<Instance, 'host' | 'ports'>): string => hostPort(host, ports[0].port)

export function isRole<R extends Role>(
  role: R,
): (instance: AnyInstance) => instance is Extract<AnyInstance, Instance<R>> {
  return (instance): instance is Extract<AnyInstance, Instance<R>> => instance.role === role
}
