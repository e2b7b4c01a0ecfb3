// Records of clusters for tests.

import type { ClusterMeta } from '../../src/state/cluster_store.js'

export function emptyRecord(name: string): ClusterMeta {
  return {
    format: 1,
    id: 'c1',
    name,
    user: 'tidb',
    version: 'v8.1.0',
    state: 'deployed',
    serial: 0,
    settings: { ssh: 'none', services: 'supervised', mirror: null },
    topology: {},
    machines: {},
    source: '',
    marks: {},
  }
}
