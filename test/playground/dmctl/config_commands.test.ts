import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { configCommands } from '../../../src/playground/dmctl/config_commands.js'
import { run } from './fake_call.js'

test('config export writes sources without enable-relay, tasks, and relay workers', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'dmbook-ctl-'))
  t.after(() => rmSync(dir, { recursive: true }))
  await run(configCommands.config, ['export', '-p', dir], {
    sourceConfigs: [{ sourceID: 's1', config: 'source-id: s1\nenable-relay: true\nfrom: {}\n' }],
    taskConfigs: [{ name: 't1', config: 'name: t1\n' }],
    relayWorkers: { s1: ['w1'] },
  })
  assert.equal(readFileSync(join(dir, 'sources', 's1.yaml'), 'utf8'), 'source-id: s1\nfrom: {}\n')
  assert.equal(readFileSync(join(dir, 'tasks', 't1.yaml'), 'utf8'), 'name: t1\n')
  assert.equal(readFileSync(join(dir, 'relay_workers.json'), 'utf8'), '{"s1":["w1"]}')
})

test('config shows one by type and name', async () => {
  assert.deepEqual((await run(configCommands.config, ['source', 's1'])).asked[0]?.request, {
    type: 'SourceType',
    name: 's1',
  })
  await assert.rejects(run(configCommands.config, ['source']))
  await assert.rejects(run(configCommands.config, ['nothing', 'x']))
})
