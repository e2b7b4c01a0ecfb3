import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Base, resolveTopology, userTrouble } from '../../src/dm/resolve.js'
import type { Topology } from '../../src/dm/schema/topology.js'
import { supervised, tiup } from './clusters.js'

const host = '10.0.0.1'

function directoriesOf(topology: Topology, base: Base = tiup): (string | null)[] {
  const [instance] = resolveTopology(topology, { base }).instances
  assert.ok(instance)
  return [instance.deployDir, instance.dataDir, instance.logDir]
}

describe('resolveTopology()', () => {
  // the worked examples of spec/tiup-dm.md §2.4
  const cases: [string, Topology, (string | null)[]][] = [
    [
      'no global',
      { master_servers: [{ host }] },
      [
        '/home/tidb/deploy/dm-master-8261',
        '/home/tidb/deploy/dm-master-8261/data',
        '/home/tidb/deploy/dm-master-8261/log',
      ],
    ],
    [
      'a relative deploy_dir of global',
      { global: { deploy_dir: 'my-deploy' }, worker_servers: [{ host, port: 20160 }] },
      [
        '/home/tidb/my-deploy/dm-worker-20160',
        '/home/tidb/my-deploy/dm-worker-20160/data',
        '/home/tidb/my-deploy/dm-worker-20160/log',
      ],
    ],
    [
      'relative directories of an instance',
      { master_servers: [{ host, deploy_dir: 'my-deploy', data_dir: 'my-data', log_dir: 'my-log' }] },
      ['/home/tidb/my-deploy', '/home/tidb/my-deploy/my-data', '/home/tidb/my-deploy/my-log'],
    ],
    [
      'an absolute data_dir of global',
      { global: { data_dir: '/gd' }, master_servers: [{ host, port: 1111 }] },
      ['/home/tidb/deploy/dm-master-1111', '/gd/dm-master-1111', '/home/tidb/deploy/dm-master-1111/log'],
    ],
    [
      'a relative log_dir of global',
      { global: { log_dir: 'gl' }, master_servers: [{ host }] },
      [
        '/home/tidb/deploy/dm-master-8261',
        '/home/tidb/deploy/dm-master-8261/data',
        '/home/tidb/deploy/dm-master-8261/gl',
      ],
    ],
    [
      'another user and a relative deploy_dir of an instance',
      { global: { user: 'test', deploy_dir: '/g' }, master_servers: [{ host, deploy_dir: 'flash' }] },
      ['/home/test/flash', '/home/test/flash/data', '/home/test/flash/log'],
    ],
    [
      'an alertmanager, named by its web_port',
      { alertmanager_servers: [{ host, web_port: 1 }] },
      [
        '/home/tidb/deploy/alertmanager-1',
        '/home/tidb/deploy/alertmanager-1/data',
        '/home/tidb/deploy/alertmanager-1/log',
      ],
    ],
    [
      'a grafana, which has no data_dir',
      { global: { log_dir: 'gl' }, grafana_servers: [{ host }] },
      ['/home/tidb/deploy/grafana-3000', null, '/home/tidb/deploy/grafana-3000/log'],
    ],
  ]
  for (const [what, topology, directories] of cases) {
    test(`lays ${what} where TiUP does`, () => assert.deepEqual(directoriesOf(topology), directories))
  }

  test('lays supervised clusters below the folder of the caller', () => {
    const [deploy] = directoriesOf({ master_servers: [{ host }] }, supervised)
    assert.equal(deploy, '/home/me/.dmbook/run/prod/deploy/dm-master-8261')
  })

  test('gives exporters one directory, and none without `monitored`', () => {
    const { monitored } = resolveTopology({ monitored: {}, global: { data_dir: '/gd' } }, { base: tiup })
    assert.equal(monitored?.deployDir, '/home/tidb/deploy/monitor-9100')
    assert.equal(monitored?.dataDir, '/gd/monitor-9100')
    assert.equal(monitored?.logDir, '/home/tidb/deploy/monitor-9100/log')
    assert.equal(resolveTopology({}, { base: tiup }).monitored, null)
  })

  test('names members without a colon', () => {
    const { instances } = resolveTopology(
      { master_servers: [{ host: 'fd00::1' }, { host, name: 'm' }] },
      { base: tiup },
    )
    assert.deepEqual(
      instances.map(({ member }) => member),
      ['dm-fd00--1-8261', 'm'],
    )
    assert.equal(instances[0]?.listenHost, '::')
  })

  test('hands global settings down, an instance own wins', () => {
    const topology: Topology = {
      global: { ssh_port: 23, arch: 'x86_64', resource_control: { memory_limit: '1G', cpu_quota: '1%' } },
      component_sources: { master: 'my-master' },
      server_configs: { master: { 'a.b': 1, c: 2 } },
      master_servers: [{ host, manage_host: 'm1', resource_control: { cpu_quota: '2%' }, config: { a: { b: 3 } } }],
    }
    const [instance] = resolveTopology(topology, { base: tiup }).instances
    assert.equal(instance?.machine, 'm1')
    assert.equal(instance?.sshPort, 23)
    assert.equal(instance?.arch, 'amd64')
    assert.equal(instance?.source, 'my-master')
    assert.deepEqual(instance?.resourceControl, { memory_limit: '1G', cpu_quota: '2%' })
    assert.deepEqual(instance?.config, { a: { b: 3 }, c: 2 })
  })

  test('leaves out what it is told to, and keeps the places of the rest', () => {
    const topology: Topology = { master_servers: [{ host }, { host: 'b' }] }
    const { instances } = resolveTopology(topology, { base: tiup, without: [['master_servers', 0, 'port']] })
    assert.deepEqual(
      instances.map(({ path }) => path),
      [['master_servers', 1]],
    )
  })

  test('refuses another user than the caller for supervised services', () => {
    assert.throws(() => resolveTopology({ global: { user: 'tidb' } }, { base: supervised }), { code: 'E-TOPOLOGY' })
    assert.equal(resolveTopology({}, { base: supervised }).user, 'me')
    assert.equal(resolveTopology({}, { base: tiup }).user, 'tidb')
  })
})

test('userTrouble() speaks of supervised clusters only', () => {
  assert.equal(userTrouble({ global: { user: 'x' } }, tiup), null)
  assert.equal(userTrouble({}, supervised), null)
  assert.match(userTrouble({ global: { user: 'x' } }, supervised) ?? '', /run as the caller, me: user x/)
})
