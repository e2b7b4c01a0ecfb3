import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alertmanagerText, importRecord, importSources } from '../../src/commands/import_record.js'
import { takenOver } from '../dm/legacy/reading.js'

test('importRecord() keeps where each process was and what is to come, without a password', () => {
  const { takeover } = takenOver()
  assert.ok(takeover)
  const record = importRecord(takeover, '/home/tidb/dm-ansible')
  assert.equal(record.state, 'taking')
  assert.deepEqual(record.places['172.16.10.72:8262'], {
    script: '/home/tidb/deploy/scripts/run_dm-worker.sh',
    deploy_dir: '/home/tidb/deploy',
    meta_dir: '/home/tidb/deploy/dm_worker_meta',
  })
  assert.deepEqual(record.sources[0], { id: 'mysql-replica-01', file: '172.16.10.72-8262.yaml' })
  assert.equal(record.tasks.length, 2)
  assert.doesNotMatch(JSON.stringify(record), /secret/)
  assert.match(importSources(takeover)[0]?.text ?? '', /secret-1/)
  assert.match(alertmanagerText(takeover) ?? '', /receiver: blackhole/)
})
