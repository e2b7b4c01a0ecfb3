import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { playDmWorkerV1 } from '../../../src/playground/v1/dm_worker_v1.js'
import { temporaryFolder } from '../../fakes/temporary_folder.js'
import { fakeProgram } from '../fake_program.js'

const version = 'v1.0.7'

test('playDmWorkerV1() wants a source of its own, and no flag of 2.0', async (t) => {
  const file = join(temporaryFolder(t), 'dm-worker.toml')
  writeFileSync(file, 'source-id = ""\n')
  const start = (...args: string[]) => playDmWorkerV1(fakeProgram(args, { version }))
  await assert.rejects(start('--join=127.0.0.1:8261'), { code: 2 })
  await assert.rejects(start('--worker-addr=:8262', `--config=${file}`), { code: 2, message: /source ID/ })
  writeFileSync(file, 'enable-gtid = True\n')
  await assert.rejects(start('--worker-addr=:8262', `--config=${file}`), { code: 2 }, 'no TOML')
})
