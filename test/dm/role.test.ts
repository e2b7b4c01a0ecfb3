import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exporters, portsOf, roles, sections } from '../../src/dm/role.js'

const host = 'a'

test('portsOf has the main port first, and the defaults of tiup dm', () => {
  const numbers = (ports: readonly { readonly port: number }[]) => ports.map(({ port }) => port)
  assert.deepEqual(numbers(portsOf['dm-master']({ host })), [8261, 8291])
  assert.deepEqual(numbers(portsOf['dm-worker']({ host })), [8262])
  assert.deepEqual(numbers(portsOf.prometheus({ host })), [9090])
  assert.deepEqual(numbers(portsOf.prometheus({ host, ng_port: 12020 })), [9090, 12020])
  assert.deepEqual(numbers(portsOf.grafana({ host })), [3000])
  assert.deepEqual(numbers(portsOf.alertmanager({ host, web_port: 1 })), [1, 9094])
})

test('sections has one for every role, exporters none', () => {
  assert.deepEqual(Object.keys(sections), [...roles])
  assert.deepEqual(exporters, ['node_exporter', 'blackbox_exporter'])
})
