import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostOf, inventoryOf, shipped, withMaster } from '../clusters.js'

test('grafanaFacet() quotes what grafana.ini would cut, and asks the first Prometheus', () => {
  const text = withMaster(
    'monitoring_servers:\n  - host: fd00::1\ngrafana_servers:\n  - { host: g, password: "a#b", org_name: "x; y" }\n',
  )
  const { vars } = hostOf(inventoryOf(text), 'grafana')
  assert.deepEqual(vars.grafana, {
    http_addr: null,
    domain: 'g',
    root_url: null,
    admin_user: 'admin',
    admin_password: '`a#b`',
    default_theme: null,
    cookie: 'grafana_session_3000',
    anonymous: false,
    org_name: '`x; y`',
    org_role: null,
    dashboard_dir: null,
    datasource_url: 'http://[fd00::1]:9090',
    sections: [],
  })
})

test('grafanaFacet() merges settings of server_configs with its own, without touching the shared ones', () => {
  const inventory = inventoryOf(
    shipped('full').replace('alertmanager_servers:', '  - host: 10.0.1.19\n\nalertmanager_servers:'),
  )
  const [one, two] = (inventory.groups.grafana ?? []).map((id) => inventory.hosts.get(id)?.vars.config)
  assert.deepEqual(one, { 'log.file.level': 'warning', 'smtp.enabled': 'true', 'smtp.host': 'mail.example.com:25' })
  assert.deepEqual(two, { 'log.file.level': 'warning' })
})
