import assert from 'node:assert/strict'
import { test } from 'node:test'
import { topologyText } from '../../../src/dm/legacy/topology_text.js'
import { parseTopology } from '../../../src/dm/topology.js'
import { takenOver } from './reading.js'

const options = { alertmanagerFile: '/state/alertmanager.yml', supervised: false }

test('topologyText() says of every value where it came from', () => {
  const { takeover } = takenOver()
  assert.ok(takeover)
  assert.equal(
    topologyText(takeover, options),
    `# test-cluster: a cluster of DM 1.0 as it will be with DM v7.5.0.
# Behind each value stands where it came from. Ports are the old ones; every process gets a directory of its own
# below the one that dm-ansible used, where nothing of DM 1.0 is touched.
global:
  user: tidb # group_vars/all.yml:3
  deploy_dir: /home/tidb/deploy # inventory.ini:23
master_servers:
  - host: 172.16.10.71 # dm_master, inventory.ini:3
    port: 8261 # run_dm-master.sh
    v1_source_path: /home/tidb/deploy/dm-master-8261/v1source # taken away again when DM has read it
worker_servers:
  - host: 172.16.10.72 # dm_worker1, inventory.ini:6
    port: 8262 # run_dm-worker.sh
  - host: 172.16.10.73 # dm_worker2, inventory.ini:7
    port: 8262 # run_dm-worker.sh
monitoring_servers:
  - host: 172.16.10.71 # prometheus, inventory.ini:10
    port: 9090 # run_prometheus.sh
    storage_retention_time: 15d # run_prometheus.sh
grafana_servers:
  - host: 172.16.10.71 # grafana, inventory.ini:13
    port: 3000 # grafana.ini
alertmanager_servers:
  - host: 172.16.10.71 # alertmanager, inventory.ini:16
    web_port: 9093 # run_alertmanager.sh
    config_file: /state/alertmanager.yml # a copy of conf/alertmanager.yml
`,
  )
})

test('topologyText() is a topology that a deploy takes, whatever the cluster looks like', () => {
  const script = takenOver().takeover?.seen[0]?.look.script ?? ''
  const { takeover } = takenOver({
    dm_master: {
      script: script.replace('-L="info"', '-L="debug"'),
      config: { path: 'x', text: 'rpc-timeout = "30s"\nrpc-rate-limit = 10\n' },
    },
    grafana: { config: { path: '/x/grafana.ini', text: '[security]\nadmin_user = "dm"\nadmin_password = "a # b"\n' } },
  })
  assert.ok(takeover)
  const text = topologyText({ ...takeover }, { ...options, supervised: true })
  const { topology, warnings } = parseTopology({ file: 'x', text }, { mode: 'deploy' })
  assert.deepEqual(warnings, [])
  assert.deepEqual(topology.master_servers?.[0]?.config, { 'log-level': 'debug', 'rpc-rate-limit': 10 })
  assert.equal(topology.grafana_servers?.[0]?.password, 'a # b')
  assert.equal(topology.global?.user, undefined)
})
