import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { filledTopology } from '../../src/dm/filled_topology.js'
import { shipped, topologyOf, withMaster } from './clusters.js'

describe('filledTopology()', () => {
  test('writes ports, names and directories down', () => {
    const filled = filledTopology(topologyOf(withMaster('monitored: {}\n')), {
      platforms: { '10.0.0.1': { os: 'linux', arch: 'arm64' } },
    })
    assert.deepEqual(filled.master_servers, [
      {
        host: '10.0.0.1',
        ssh_port: 22,
        name: 'dm-10.0.0.1-8261',
        port: 8261,
        peer_port: 8291,
        deploy_dir: '/home/tidb/deploy/dm-master-8261',
        data_dir: '/home/tidb/deploy/dm-master-8261/data',
        log_dir: '/home/tidb/deploy/dm-master-8261/log',
        arch: 'arm64',
        os: 'linux',
      },
    ])
    assert.equal(filled.monitored?.log_dir, '/home/tidb/deploy/monitor-9100/log')
  })

  for (const name of ['minimal', 'full'])
    test(`changes nothing the second time: ${name}`, () => {
      const once = filledTopology(topologyOf(shipped(name)))
      assert.deepEqual(filledTopology(once), once)
    })
})
