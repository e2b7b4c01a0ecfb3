import assert from 'node:assert/strict'
import { readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { writeTiupRecord } from '../../src/state/tiup_export.js'
import { readTiupFiles } from '../../src/state/tiup_storage.js'
import { readTiupTls } from '../../src/state/tiup_tls.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { putTiupCluster, putTiupTls } from '../fakes/tiup_home.js'

const now = new Date(Date.UTC(2026, 10, 28))

test('writeTiupRecord() writes what TiUP reads, once, and keeps the meta.yaml before', async (context) => {
  const home = temporaryFolder(context)
  const folder = join(home, 'clusters', 'prod')
  const path = join(home, 'kept.tar.gz')
  writeFileSync(path, 'package')
  const record = {
    meta: 'user: tidb\n',
    key: { privateKey: 'P\n', publicKey: 'ssh-rsa A' },
    tls: null,
    patches: [{ component: 'dm-worker', path }],
  }
  assert.equal(await writeTiupRecord(folder, record, now), true)
  assert.equal(await writeTiupRecord(folder, record, now), false)
  const problems: string[] = []
  const found = await readTiupFiles(folder, ({ message }) => problems.push(message))
  assert.deepEqual(problems, [])
  assert.deepEqual([found?.meta.text, found?.privateKey, found?.publicKey], ['user: tidb\n', 'P\n', 'ssh-rsa A'])
  assert.equal(statSync(join(folder, 'ssh', 'id_rsa')).mode & 0o777, 0o600)
  assert.equal(readlinkSync(join(folder, 'patch', 'dm-worker.tar.gz')), 'dm-worker-582681c.tar.gz')
  assert.equal(await writeTiupRecord(folder, { ...record, meta: 'user: dm\n' }, now), true)
  assert.deepEqual(readdirSync(join(folder, 'backup')), ['meta-2026-11-28T00:00:00.000Z.yaml'])
  assert.equal(readFileSync(join(folder, 'backup', 'meta-2026-11-28T00:00:00.000Z.yaml'), 'utf8'), 'user: tidb\n')
  assert.deepEqual(readdirSync(join(folder, 'patch')).sort(), ['dm-worker-582681c.tar.gz', 'dm-worker.tar.gz'])
})

test('writeTiupRecord() gives the authority of an encrypted cluster back', async (context) => {
  const home = temporaryFolder(context)
  const from = putTiupCluster(home, 'prod')
  await putTiupTls(from)
  const tls = await readTiupTls(from, ({ message }) => assert.fail(message))
  const folder = join(home, 'clusters', 'prod')
  const record = { meta: 'user: tidb\n', key: null, tls, patches: [] }
  assert.equal(await writeTiupRecord(folder, record, now), true)
  assert.equal(await writeTiupRecord(folder, record, now), false)
  assert.deepEqual(await readTiupTls(folder, ({ message }) => assert.fail(message)), tls)
  assert.equal(statSync(join(folder, 'tls', 'ca.pem')).mode & 0o777, 0o600)
})
