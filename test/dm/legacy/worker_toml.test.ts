import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readWorkerToml, workerMetaDir } from '../../../src/dm/legacy/worker_toml.js'

const whole = `
server-id = 101
source-id = "mysql-replica-01"
flavor = "mysql"
enable-gtid = true
relay-binlog-name = ""
charset = "utf8mb4"
meta-dir = ""
log-level = "debug"
[from]
host = "172.16.10.81"
user = "root"
password = "a\\"b"
port = 3306
[from.session]
sql_mode = "ANSI"
[purge]
interval = 3600
[checker]
backoff-max = "5m"
[tracer]
enable = false
`

test('readWorkerToml() takes over every key that DM 2.0 knows, and says the others', () => {
  const read = readWorkerToml(whole)
  assert.ok(!('why' in read))
  assert.deepEqual(read.config, {
    'source-id': 'mysql-replica-01',
    'server-id': 101,
    flavor: 'mysql',
    'enable-gtid': true,
    purge: { interval: 3600 },
    checker: { 'backoff-max': '5m' },
    from: { host: '172.16.10.81', port: 3306, user: 'root', password: 'a"b', session: { sql_mode: 'ANSI' } },
  })
  assert.equal(read.logLevel, 'debug')
  assert.deepEqual(read.dropped, ['charset "utf8mb4": DM 2.0 does not use it', 'tracer: DM 2.0 does not know it'])
})

test('readWorkerToml() says why a file cannot be read', () => {
  assert.deepEqual(readWorkerToml('enable-gtid = True\n'), {
    why: 'it is no TOML: true and false have no capital letters in TOML',
  })
  assert.match((readWorkerToml('a = "b\n') as { why: string }).why, /^it is no TOML: \w/)
})

test('workerMetaDir() is dm_worker_meta unless the file says another one', () => {
  assert.equal(workerMetaDir(null), 'dm_worker_meta')
  assert.equal(workerMetaDir(whole), 'dm_worker_meta')
  assert.equal(workerMetaDir('meta-dir = "/data/meta"\n'), '/data/meta')
  assert.equal(workerMetaDir('no toml'), 'dm_worker_meta')
})
