import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { playConfigCheck, whyNot } from '../../../src/playground/monitor/config_check.js'
import { fakeProgram } from '../fake_program.js'

test('playConfigCheck() accepts a mapping and exits 1 for anything else', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'dmbook-check-'))
  t.after(() => rmSync(dir, { recursive: true }))
  const file = (name: string, text: string) => {
    writeFileSync(join(dir, name), text)
    return join(dir, name)
  }
  const good = file('good.yml', 'global: {}\n')
  const bad = file('bad.yml', 'a: [1\n')
  await playConfigCheck(fakeProgram(['check', 'config', good], { program: 'promtool' }))
  await playConfigCheck(fakeProgram(['check-config', good], { program: 'amtool' }))
  await assert.rejects(playConfigCheck(fakeProgram(['check', 'config', bad])), { code: 1 })
  await assert.rejects(playConfigCheck(fakeProgram(['check', 'nothing', good])), { code: 2 })
  await assert.rejects(playConfigCheck(fakeProgram(['check-config'])), { code: 2 })
  assert.equal(whyNot(good), '')
  assert.notEqual(whyNot(file('text.yml', 'just text')), '')
  assert.notEqual(whyNot(join(dir, 'missing')), '')
})
