import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostOf, inventoryOf, shipped, supervised } from './clusters.js'

test('exporterHosts() share a directory and differ in program, port and unit', () => {
  const inventory = inventoryOf(shipped('full'))
  const [node, blackbox] = [hostOf(inventory, 'node_exporter'), hostOf(inventory, 'blackbox_exporter')]
  assert.equal(node.deploy_dir, blackbox.deploy_dir)
  assert.deepEqual([node.unit, blackbox.unit], ['node_exporter-9100', 'blackbox_exporter-9115'])
  assert.deepEqual([node.vars.package_version, blackbox.vars.package_version], ['v1.3.1', 'v0.21.1'])
  assert.deepEqual([node.vars.numa_node, blackbox.vars.numa_node], ['0', null])
  assert.deepEqual(node.files, [
    '/dm-deploy/monitor-9100/bin/node_exporter',
    '/dm-deploy/monitor-9100/scripts/run_node_exporter.sh',
  ])
})

test('exporterHosts() give blackbox the right to ping in units of the system only', () => {
  const settings = (services: 'systemd' | 'supervised') =>
    hostOf(inventoryOf(shipped('quickstart'), { base: supervised, services }), 'blackbox_exporter').vars.unit_settings
  assert.deepEqual(settings('systemd'), [
    'LimitNOFILE=1000000',
    'LimitSTACK=10485760',
    'AmbientCapabilities=CAP_NET_RAW',
  ])
  assert.deepEqual(settings('supervised'), ['LimitNOFILE=1000000', 'LimitSTACK=10485760'])
})

test('exporterHosts() listen where global says, else everywhere', () => {
  const listen = (text: string) => hostOf(inventoryOf(text, { base: supervised }), 'node_exporter').vars.listen_address
  assert.equal(listen(shipped('quickstart')), '127.0.0.1:19100')
  assert.equal(listen(shipped('quickstart').replace('  listen_host: 127.0.0.1\n', '')), ':19100')
})
