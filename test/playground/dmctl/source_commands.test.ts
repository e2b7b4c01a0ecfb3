import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sourceCommands } from '../../../src/playground/dmctl/source_commands.js'
import { run } from './fake_call.js'

test('operate-source reads files, and takes other words for ids where it stops', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'dmbook-ctl-'))
  t.after(() => rmSync(dir, { recursive: true }))
  const file = join(dir, 's.yaml')
  writeFileSync(file, 'source-id: s1\n')
  const command = sourceCommands['operate-source']
  const first = async (...words: string[]) => (await run(command, words)).asked[0]?.request
  assert.deepEqual(await first('create', file), { op: 'StartSource', config: ['source-id: s1\n'], sourceID: [] })
  assert.deepEqual(await first('stop', file, 's2', '-s', 's3'), {
    op: 'StopSource',
    config: ['source-id: s1\n'],
    sourceID: ['s3', 's2'],
  })
  assert.deepEqual(await first('show'), { op: 'ShowSource', config: [], sourceID: [] })
  for (const words of [['create'], ['remove', file], ['create', join(dir, 'missing')]])
    await assert.rejects(run(command, words))
  assert.match((await run(command, ['-p'])).out, /source-id/)
})

test('transfer-source and relay commands', async () => {
  const { asked } = await run(sourceCommands['transfer-source'], ['s1', 'w2'])
  assert.deepEqual(asked[0], { method: 'TransferSource', request: { source: 's1', worker: 'w2' } })
  await assert.rejects(run(sourceCommands['transfer-source'], ['s1']))
  const relay = await run(sourceCommands['start-relay'], ['-s', 's1', 'w1', 'w2'])
  assert.deepEqual(relay.asked[0]?.request, { op: 'StartRelayV2', source: 's1', worker: ['w1', 'w2'] })
  await assert.rejects(run(sourceCommands['stop-relay'], ['w1']))
})
