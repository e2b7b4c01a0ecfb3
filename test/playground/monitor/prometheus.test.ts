import assert from 'node:assert/strict'
import { test } from 'node:test'
import { playPrometheus } from '../../../src/playground/monitor/prometheus.js'
import { fakeProgram } from '../fake_program.js'

// As a process it is played by test/playground/main.test.ts.

test('playPrometheus() quits without its configuration', async () => {
  await assert.rejects(playPrometheus(fakeProgram(['--config.file=/nowhere/x.yml'], { program: 'prometheus' })), {
    code: 2,
  })
})
