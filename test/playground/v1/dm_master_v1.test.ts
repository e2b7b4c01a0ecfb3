import assert from 'node:assert/strict'
import { test } from 'node:test'
import { playDmMasterV1 } from '../../../src/playground/v1/dm_master_v1.js'
import { fakeProgram } from '../fake_program.js'

const version = 'v1.0.7'

test('playDmMasterV1() tells its version, and knows no flag of 2.0', async () => {
  const program = fakeProgram(['-V'], { version })
  await assert.rejects(playDmMasterV1(program), { code: 0 })
  assert.match(program.written.out, /^Release Version: v1\.0\.7\n/)
  await assert.rejects(playDmMasterV1(fakeProgram(['--name=x'], { version })), { code: 2 })
  await assert.rejects(playDmMasterV1(fakeProgram(['--master-addr=nonsense'], { version })), { code: 2 })
})
