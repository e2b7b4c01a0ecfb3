import assert from 'node:assert/strict'
import { test } from 'node:test'
import { legacyFiles, legacyProgram, runScript, unitPath, unitText } from '../../../src/playground/v1/legacy_files.js'
import { legacy } from './legacy.js'

const [master, worker, , grafana] = legacy.nodes

test('legacyFiles() of a worker: its script and its upstream', () => {
  assert.ok(worker)
  const files = legacyFiles(worker, legacy)
  const script = files[runScript(worker)] ?? ''
  assert.match(script, /DEPLOY_DIR=\/data1\/dm_worker\n/)
  assert.match(script, /exec bin\/dm-worker \\\n {4}--worker-addr=":8263" \\\n/)
  assert.match(files['/data1/dm_worker/conf/dm-worker.toml'] ?? '', /source-id = "mysql-replica-01"\n/)
})

test('legacyFiles() of the master names every worker', () => {
  assert.ok(master)
  const files = legacyFiles(master, legacy)
  assert.match(
    files['/home/tidb/deploy/conf/dm-master.toml'] ?? '',
    /\[\[deploy\]\]\nsource-id = "mysql-replica-01"\ndm-worker = "172\.16\.10\.72:8263"\n/,
  )
})

test('units have the names that TiUP gives too, and the user of the inventory', () => {
  assert.ok(worker && grafana)
  assert.equal(unitPath(worker), '/etc/systemd/system/dm-worker-8263.service')
  assert.match(unitText(worker, legacy), /User=tidb\nExecStart=\/data1\/dm_worker\/scripts\/run_dm-worker\.sh\n/)
  assert.equal(legacyProgram(grafana.role), 'opt/grafana/bin/grafana-server')
})
