// The whole schema of a topology: the one source of its type, of our own reader and of the file that editors use.

import Type, { type Static } from 'typebox'
import { componentSources, global, monitored, serverConfigs } from './global.js'
import { alertmanagerServer, grafanaServer, monitoringServer } from './monitoring.js'
import { masterServer, workerServer } from './servers.js'
import type { resourceControl } from './shared.js'
import { list } from './words.js'

export const topology = Type.Object(
  {
    global: Type.Optional(global),
    monitored: Type.Optional(monitored),
    component_sources: Type.Optional(componentSources),
    server_configs: Type.Optional(serverConfigs),
    master_servers: Type.Optional(list(masterServer, 'The dm-masters; three or five, so that one may fail.')),
    worker_servers: Type.Optional(list(workerServer, 'The dm-workers; more than there are sources.')),
    monitoring_servers: Type.Optional(list(monitoringServer, 'Prometheus.')),
    grafana_servers: Type.Optional(list(grafanaServer, 'Grafana.')),
    alertmanager_servers: Type.Optional(list(alertmanagerServer, 'Alertmanager.')),
  },
  { additionalProperties: false },
)

/** A topology as it was written, checked: absent keys are absent, directories as typed. */
export type Topology = Static<typeof topology>
export type ResourceControl = Static<typeof resourceControl>
export type MonitoredSpec = Static<typeof monitored>
export type MasterSpec = Static<typeof masterServer>
export type WorkerSpec = Static<typeof workerServer>
export type PrometheusSpec = Static<typeof monitoringServer>
export type GrafanaSpec = Static<typeof grafanaServer>
export type AlertmanagerSpec = Static<typeof alertmanagerServer>

/** The JSON schema that editors read; schemas/topology.json is this. */
export function topologySchema(): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'DM cluster topology',
    description: 'The topology file of dmbook; the same that `tiup dm` takes.',
    ...topology,
  }
}
