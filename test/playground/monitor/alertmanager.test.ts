import assert from 'node:assert/strict'
import { test } from 'node:test'
import { playAlertmanager } from '../../../src/playground/monitor/alertmanager.js'
import { fakeProgram } from '../fake_program.js'

// As a process it is played by test/playground/main.test.ts.

test('playAlertmanager() quits without its configuration', async () => {
  await assert.rejects(playAlertmanager(fakeProgram(['--config.file=/nowhere/x.yml'], { program: 'alertmanager' })), {
    code: 1,
  })
})
