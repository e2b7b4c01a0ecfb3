import assert from 'node:assert/strict'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { v1MetaReply } from '../../../src/playground/dm_worker/v1_meta.js'
import { writeTaskStore } from '../../../src/playground/v1/task_store.js'
import { temporaryFolder } from '../../fakes/temporary_folder.js'

test('v1MetaReply() reads and removes what lies in the working directory, as DM does', (t) => {
  const before = process.cwd()
  const folder = temporaryFolder(t)
  process.chdir(folder)
  t.after(() => process.chdir(before))
  assert.deepEqual(v1MetaReply({ op: 'GetV1Meta' }), { result: true, msg: '', meta: {} })
  writeTaskStore('dm_worker_meta/kv', [{ name: 'shop', stage: 'Paused', config: 'x = 1\n' }], 'v1.0.7')
  const { meta } = v1MetaReply({ op: 'GetV1Meta' })
  assert.equal(meta.shop?.stage, 'Paused')
  assert.equal(Buffer.from(meta.shop?.task ?? '', 'base64').toString(), 'x = 1\n')
  assert.equal(v1MetaReply({ op: 'RemoveV1Meta' }).result, true)
  assert.ok(!existsSync(join(folder, 'dm_worker_meta')))
  mkdirSync('dm_worker_meta/kv', { recursive: true })
  writeFileSync('dm_worker_meta/kv/CURRENT', 'MANIFEST-000009\n')
  assert.deepEqual(v1MetaReply({ op: 'GetV1Meta' }), { result: false, msg: 'MANIFEST-000009 is missing', meta: {} })
})
