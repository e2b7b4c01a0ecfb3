import assert from 'node:assert/strict'
import { test } from 'node:test'
import { playDmWorker } from '../../../src/playground/dm_worker/dm_worker.js'
import { fakeProgram } from '../fake_program.js'

// As a process it is played by test/contract/dm.

test('playDmWorker() quits with the version, and with 2 when nobody lets it join', async () => {
  await assert.rejects(playDmWorker(fakeProgram(['--V'])), { code: 0 })
  const lonely = fakeProgram(['--worker-addr=127.0.0.1:1', '--join=127.0.0.1:1'])
  await assert.rejects(playDmWorker(lonely), { code: 2 })
  assert.match(lonely.written.out, /code=40077/)
  await assert.rejects(playDmWorker(fakeProgram(['--worker-addr=127.0.0.1:1'])), { code: 2 })
})
