import assert from 'node:assert/strict'
import { test } from 'node:test'
import { playExporter } from '../../../src/playground/monitor/exporter.js'
import { fakeProgram } from '../fake_program.js'

// As a process it is played by test/playground/main.test.ts.

test('playExporter() refuses an address that is none', async () => {
  await assert.rejects(playExporter(fakeProgram(['--web.listen-address=nowhere'], { program: 'node_exporter' })), {
    code: 2,
  })
})
