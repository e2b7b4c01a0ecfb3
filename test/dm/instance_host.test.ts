import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostOf, inventoryOf, shipped, withMaster } from './clusters.js'

test('instanceHost() names the unit, the member and what a process must be restarted for', () => {
  const host = hostOf(inventoryOf(shipped('minimal')), 'dm-worker')
  assert.equal(host.id, '172.19.0.101:8262')
  assert.equal(host.unit, 'dm-worker-8262')
  assert.equal(host.member, 'dm-172.19.0.101-8262')
  assert.deepEqual(host.files, [
    '/home/tidb/dm/deploy/dm-worker-8262/bin',
    '/home/tidb/dm/deploy/dm-worker-8262/conf/dm-worker.toml',
    '/home/tidb/dm/deploy/dm-worker-8262/scripts/run_dm-worker.sh',
  ])
})

test('instanceHost() asks for status at the address for SSH, and tells peers the host', () => {
  const host = hostOf(inventoryOf('master_servers:\n  - { host: fd00::1, manage_host: m1 }\n'), 'dm-master')
  assert.equal(host.vars.api_address, 'm1:8261')
  assert.equal(host.vars.ready_url, 'http://m1:8261/status')
  assert.equal(host.vars.peer_url, 'http://[fd00::1]:8291')
  assert.equal(host.vars.listen_address, '[::]:8261')
})

test('instanceHost() owns each of its directories once, and makes no bin', () => {
  const { vars } = hostOf(inventoryOf(withMaster()), 'dm-master')
  assert.deepEqual(vars.owned_directories, [
    '/home/tidb/deploy/dm-master-8261',
    '/home/tidb/deploy/dm-master-8261/data',
    '/home/tidb/deploy/dm-master-8261/log',
  ])
  assert.ok(Array.isArray(vars.directories))
  assert.ok(!vars.directories.some((directory) => String(directory).endsWith('/bin')))
})

test('instanceHost() encrypts where the topology says so', () => {
  const { vars, files } = hostOf(inventoryOf(withMaster('global:\n  enable_tls: true\n')), 'dm-master')
  assert.ok(files.includes('/home/tidb/deploy/dm-master-8261/tls'), 'a process reads its certificate when it starts')
  assert.equal(vars.scheme, 'https')
  assert.deepEqual(vars.config, {
    'ssl-ca': '/home/tidb/deploy/dm-master-8261/tls/ca.crt',
    'ssl-cert': '/home/tidb/deploy/dm-master-8261/tls/dm-master.crt',
    'ssl-key': '/home/tidb/deploy/dm-master-8261/tls/dm-master.pem',
  })
})
