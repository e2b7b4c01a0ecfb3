import assert from 'node:assert/strict'
import { test } from 'node:test'
import { iniSection, playGrafana } from '../../../src/playground/monitor/grafana.js'
import { fakeProgram } from '../fake_program.js'

// As a process it is played by test/playground/main.test.ts.

test('iniSection() reads one section, without comments', () => {
  const text = '[paths]\ndata = /x\n[server]\n; http_port = 1\nhttp_port = 3001\ndomain=h = i\n[log]\nhttp_port = 2\n'
  assert.deepEqual(
    [...iniSection(text, 'server')],
    [
      ['http_port', '3001'],
      ['domain', 'h = i'],
    ],
  )
})

test('playGrafana() quits without its configuration', async () => {
  await assert.rejects(playGrafana(fakeProgram(['--config=/nowhere/grafana.ini'], { program: 'grafana-server' })), {
    code: 1,
  })
})
