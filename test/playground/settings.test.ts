import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readSettings } from '../../src/playground/settings.js'

test('readSettings(): the file beside the binary, the environment above it', (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'dmbook-settings-'))
  t.after(() => rmSync(dir, { recursive: true }))
  assert.equal(readSettings(dir, {}).timeScale, 1)
  writeFileSync(join(dir, 'playground.json'), '{"timeScale": 0.1, "faults": {"hang": true}}')
  assert.equal(readSettings(dir, {}).timeScale, 0.1)
  assert.equal(readSettings(dir, {}).faults.hang, true)
  const env = { DM_PLAYGROUND_TIME_SCALE: '0.5', DM_PLAYGROUND_FAULTS: '{"hang": false, "slow_ready_ms": 9}' }
  const both = readSettings(dir, env)
  assert.deepEqual([both.timeScale, both.faults.hang, both.faults.slow_ready_ms], [0.5, false, 9])
})

for (const env of [
  { DM_PLAYGROUND_TIME_SCALE: '0' },
  { DM_PLAYGROUND_TIME_SCALE: 'x' },
  { DM_PLAYGROUND_FAULTS: '{' },
  { DM_PLAYGROUND_FAULTS: '{"nothing": true}' },
  { DM_PLAYGROUND_FAULTS: '{"hang": 1}' },
]) {
  test(`readSettings() refuses ${JSON.stringify(env)}`, () =>
    assert.throws(() => readSettings('/nowhere', env), /^Error: cannot /))
}
