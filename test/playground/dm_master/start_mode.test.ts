import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readMasterConfig } from '../../../src/playground/dm_master/config.js'
import { initialRecord, memberId, startRecord } from '../../../src/playground/dm_master/start_mode.js'
import { HttpClient } from '../../../src/playground/http/client.js'
import { closeServer, jsonReply, listen, textReply } from '../../../src/playground/http/server.js'
import { diskAt } from '../../../src/playground/store/record.js'
import { fakeProgram } from '../fake_program.js'
import { code, member } from '../states.js'

const initialCluster = [
  { name: 'm2', url: 'http://b' },
  { name: 'm1', url: 'http://a' },
]

test('initialRecord() is the same first entry for every initial member', () => {
  const one = initialRecord({ name: 'm1', initialCluster })
  const two = initialRecord({ name: 'm2', initialCluster: initialCluster.toReversed() })
  assert.equal(one.clusterId, two.clusterId)
  assert.deepEqual(one.entry, two.entry)
  assert.notEqual(one.memberId, two.memberId)
  assert.throws(() => initialRecord({ name: 'mx', initialCluster }), code(38038))
})

test('memberId() is 64 bits of decimal text', () => {
  assert.match(memberId('a'), /^\d{10,20}$/)
})

test('startRecord() joins, writes the join file, and never joins twice', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'dmbook-start-'))
  const client = new HttpClient()
  const asked: string[] = []
  const server = await listen({ host: '127.0.0.1', port: 0 }, ({ body }) => {
    asked.push(body)
    return body.includes('"taken"') ? textReply('no', 409) : jsonReply([member('m1'), member('m9')])
  })
  t.after(() => {
    client.close()
    closeServer(server)
    rmSync(dir, { recursive: true })
  })
  const { port } = server.address() as { port: number }
  const dataDir = join(dir, 'data')
  const config = (name: string) =>
    readMasterConfig(
      fakeProgram(['--name', name, '--master-addr=h:1', '--data-dir', dataDir, `--join=127.0.0.1:1,127.0.0.1:${port}`]),
    )
  const disk = diskAt(dataDir)
  await assert.rejects(startRecord(config('taken'), { disk, client }), code(38040))
  assert.equal(existsSync(join(dataDir, 'join')), false)
  const record = await startRecord(config('m9'), { disk, client })
  assert.equal(record.entry, null)
  assert.equal(readFileSync(join(dataDir, 'join'), 'utf8'), 'm1=http://m1:8291,m9=http://m9:8291')
  assert.equal(statSync(join(dataDir, 'join')).mode & 0o777, 0o700)
  await startRecord(config('m9'), { disk, client })
  assert.equal(asked.length, 2)
  writeFileSync(join(dataDir, 'join'), '')
  disk.write({ ...record, memberId: '5' })
  assert.equal((await startRecord(config('m9'), { disk, client })).memberId, '5')
})
