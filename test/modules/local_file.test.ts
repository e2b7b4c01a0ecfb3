import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localFile } from '../../src/modules/local_file.js'
import { fakeTools } from './fake_tools.js'

test('localFile() has path, digest and size', async () => {
  const file = await localFile(import.meta.filename, fakeTools())
  assert.equal(file.path, import.meta.filename)
  assert.match(file.sha256, /^[0-9a-f]{64}$/)
  assert.ok(file.size > 100)
})

test('localFile() says what it cannot read', async () => {
  await assert.rejects(
    localFile('/none/such', fakeTools()),
    /cannot read \/none\/such on the control machine as ENOENT/,
  )
})
