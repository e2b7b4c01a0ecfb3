// A small cluster of DM 1.0 for tests.

import type { LegacyCluster } from '../../../src/playground/v1/legacy_node.js'

export const legacy: LegacyCluster = {
  name: 'test-cluster',
  user: 'tidb',
  version: 'v1.0.6',
  deployDir: '/home/tidb/deploy',
  nodes: [
    { role: 'dm-master', alias: 'dm_master', address: '172.16.10.71', port: 8261, deployDir: '/home/tidb/deploy' },
    {
      role: 'dm-worker',
      alias: 'dm_worker1',
      address: '172.16.10.72',
      port: 8263,
      deployDir: '/data1/dm_worker',
      source: {
        id: 'mysql-replica-01',
        serverId: 101,
        host: '172.16.10.81',
        port: 3306,
        user: 'root',
        password: 'secret #1',
      },
      tasks: [
        { name: 'shop', stage: 'Running', config: 'name = "shop"\nmode = "all"\nsource-id = "mysql-replica-01"\n' },
      ],
    },
    { role: 'prometheus', alias: 'prometheus', address: '172.16.10.71', port: 9090, deployDir: '/home/tidb/deploy' },
    { role: 'grafana', alias: 'grafana', address: '172.16.10.71', port: 3000, deployDir: '/home/tidb/deploy' },
    {
      role: 'alertmanager',
      alias: 'alertmanager',
      address: '172.16.10.71',
      port: 9093,
      deployDir: '/home/tidb/deploy',
    },
  ],
}
