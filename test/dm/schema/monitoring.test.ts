import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alertmanagerServer, grafanaServer, monitoringServer } from '../../../src/dm/schema/monitoring.js'
import { placement, storage } from '../../../src/dm/schema/shared.js'

const common = new Set([...Object.keys(placement), ...Object.keys(storage)])
const own = (schema: { readonly properties: object }): string[] =>
  Object.keys(schema.properties).filter((key) => !common.has(key))

test('monitoring has the keys of tiup dm beside the common ones (spec §2.3)', () => {
  const prometheus = `port ng_port prom_remote_write_to_vm enable_prom_agent_mode remote_config external_alertmanagers
    pushgateway_addrs storage_retention storage_retention_time storage_retention_size rule_dir additional_scrape_conf
    scrape_interval scrape_timeout additional_args ng_monitoring_config`
  const grafana = `port config dashboard_dir username password anonymous_enable root_url domain default_theme org_name
    org_role use_vm_as_datasource`
  assert.deepEqual(own(monitoringServer), prometheus.split(/\s+/))
  assert.deepEqual(own(grafanaServer), grafana.split(/\s+/))
  assert.deepEqual(own(alertmanagerServer), [
    'web_port',
    'cluster_port',
    'listen_host',
    'config_file',
    'additional_args',
  ])
})

test('Grafana has neither data_dir, log_dir nor numa_node', () => {
  for (const key of Object.keys(storage)) assert.equal(key in grafanaServer.properties, false)
})
