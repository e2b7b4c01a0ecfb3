// The five roles of a topology: their order, and the section and ports that each has.

import type { AlertmanagerSpec, GrafanaSpec, MasterSpec, PrometheusSpec, WorkerSpec } from './schema/topology.js'

export const roles = ['dm-master', 'dm-worker', 'prometheus', 'grafana', 'alertmanager'] as const
export type Role = (typeof roles)[number]

/** Roles that run on a machine beside the instances, where `monitored` is written. */
export const exporters = ['node_exporter', 'blackbox_exporter'] as const
export type Exporter = (typeof exporters)[number]

export interface Specs {
  readonly 'dm-master': MasterSpec
  readonly 'dm-worker': WorkerSpec
  readonly prometheus: PrometheusSpec
  readonly grafana: GrafanaSpec
  readonly alertmanager: AlertmanagerSpec
}

export const sections = {
  'dm-master': 'master_servers',
  'dm-worker': 'worker_servers',
  prometheus: 'monitoring_servers',
  grafana: 'grafana_servers',
  alertmanager: 'alertmanager_servers',
} as const satisfies Record<Role, string>

/** A port, with the key that sets it. */
export interface PortUse {
  readonly key: 'port' | 'peer_port' | 'ng_port' | 'web_port' | 'cluster_port'
  readonly port: number
}

export type Ports = readonly [main: PortUse, ...others: PortUse[]]

/** All ports of an instance; the first is the one that its id has. */
export const portsOf: { readonly [R in Role]: (spec: Specs[R]) => Ports } = {
  'dm-master': ({ port = 8261, peer_port = 8291 }) => [
    { key: 'port', port },
    { key: 'peer_port', port: peer_port },
  ],
  'dm-worker': ({ port = 8262 }) => [{ key: 'port', port }],
  prometheus: ({ port = 9090, ng_port = 0 }) =>
    ng_port > 0
      ? [
          { key: 'port', port },
          { key: 'ng_port', port: ng_port },
        ]
      : [{ key: 'port', port }],
  grafana: ({ port = 3000 }) => [{ key: 'port', port }],
  alertmanager: ({ web_port = 9093, cluster_port = 9094 }) => [
    { key: 'web_port', port: web_port },
    { key: 'cluster_port', port: cluster_port },
  ],
}
