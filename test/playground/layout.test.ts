import assert from 'node:assert/strict'
import { test } from 'node:test'
import { componentNames, componentVersion, layoutOf } from '../../src/playground/layout.js'

test('layoutOf() follows TiUP', () => {
  const programs = componentNames.flatMap((component) =>
    Object.entries(layoutOf(component)).flatMap(([path, entry]) => (entry.kind === 'program' ? path : [])),
  )
  assert.deepEqual(programs, [
    'dm-master/dm-master',
    'dm-worker/dm-worker',
    'dmctl/dmctl',
    'prometheus/prometheus',
    'prometheus/promtool',
    'bin/grafana-server',
    'alertmanager/alertmanager',
    'alertmanager/amtool',
    'node_exporter/node_exporter',
    'blackbox_exporter/blackbox_exporter',
  ])
  assert.ok(layoutOf('dm-master')['dm-master/conf/dm_worker.rules.yml'])
  assert.ok(layoutOf('dmctl')['dmctl/scripts/DM-Monitor-Standard.json'])
})

test('componentVersion(): prometheus and grafana carry the cluster’s, exporters their own', () => {
  assert.equal(componentVersion('prometheus', 'v8.1.0'), 'v8.1.0')
  assert.equal(componentVersion('alertmanager', 'v8.1.0'), 'v0.17.0')
})
