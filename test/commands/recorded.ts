// A cluster that is recorded and nothing more: for verbs that read the state folder and ask over HTTP.

import { parseTopology } from '../../src/dm/topology.js'
import { clusterStore } from '../../src/state/cluster_file_store.js'
import type { ClusterMeta } from '../../src/state/cluster_store.js'
import { stateFolder } from '../../src/state/folder.js'
import { emptyRecord } from '../state/records.js'

/** Records a cluster of this topology below the home; gives its record. */
export async function recorded(
  home: string,
  { name = 'prod', topology, ...more }: { name?: string; topology: string } & Partial<Omit<ClusterMeta, 'topology'>>,
): Promise<ClusterMeta> {
  const state = await stateFolder(home)
  const base = { kind: 'supervised', directory: `/clusters/${name}`, caller: 'me' } as const
  const parsed = parseTopology({ file: 'topology.yaml', text: topology }, { mode: 'deploy', base }).topology
  const written = JSON.parse(JSON.stringify(parsed))
  return clusterStore(state, name).save({
    ...emptyRecord(name),
    user: 'me',
    source: topology,
    machines: { '127.0.0.1': { os: 'linux', arch: 'amd64' } },
    ...more,
    topology: written,
  })
}

/** Masters m1 and m2, workers w1 and w2, prometheus, grafana; a port for each, in this order. */
export function smallTopology(ports: readonly number[]): string {
  const [m1, m2, w1, w2, prometheus, grafana] = ports
  return `global: { listen_host: 127.0.0.1, deploy_dir: /dm-deploy, data_dir: /dm-data }
master_servers:
  - { host: 127.0.0.1, name: m1, port: ${m1}, peer_port: 1 }
  - { host: 127.0.0.1, name: m2, port: ${m2}, peer_port: 2 }
worker_servers:
  - { host: 127.0.0.1, name: w1, port: ${w1} }
  - { host: 127.0.0.1, name: w2, port: ${w2} }
monitoring_servers: [{ host: 127.0.0.1, port: ${prometheus} }]
grafana_servers: [{ host: 127.0.0.1, port: ${grafana} }]
`
}
