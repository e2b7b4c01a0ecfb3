import assert from 'node:assert/strict'
import { test } from 'node:test'
import { playDmMaster } from '../../../src/playground/dm_master/dm_master.js'
import { fakeProgram } from '../fake_program.js'

// As a process it is played by test/contract/dm.

test('playDmMaster() quits with the version, and with 2 for a bad start', async () => {
  const program = fakeProgram(['-V'])
  await assert.rejects(playDmMaster(program), { code: 0 })
  assert.match(program.written.out, /^Release Version: v8\.1\.0\n/)
  await assert.rejects(playDmMaster(fakeProgram(['--nothing'])), { code: 2 })
  await assert.rejects(
    playDmMaster(
      fakeProgram([
        '--name=x',
        '--master-addr=127.0.0.1:1',
        '--initial-cluster=y=http://127.0.0.1:2',
        '--data-dir=/nowhere',
      ]),
    ),
    { code: 2 },
  )
})
