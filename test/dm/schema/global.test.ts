import assert from 'node:assert/strict'
import { test } from 'node:test'
import { componentSources, global, monitored, serverConfigs } from '../../../src/dm/schema/global.js'

const keys = (schema: { readonly properties: object }): string => Object.keys(schema.properties).join(' ')

test('the sections of the whole cluster have the keys of tiup dm (spec §2.1, §2.2)', () => {
  assert.equal(
    keys(global),
    'user group ssh_port ssh_type enable_tls listen_host deploy_dir data_dir log_dir resource_control os arch custom systemd_mode pd_mode',
  )
  assert.equal(
    keys(monitored),
    'node_exporter_port blackbox_exporter_port node_exporter_version blackbox_exporter_version deploy_dir data_dir log_dir numa_node resource_control',
  )
  assert.equal(keys(componentSources), 'master worker')
  assert.equal(keys(serverConfigs), 'master worker grafana')
})
