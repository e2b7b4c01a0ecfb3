import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readServerConfig } from '../../src/playground/server_config.js'
import { fakeProgram } from './fake_program.js'

const specs = {
  V: { kind: 'bool' },
  'print-sample-config': { kind: 'bool' },
  config: { kind: 'string' },
  name: { kind: 'string' },
  'ssl-ca': { kind: 'string' },
} as const
const known = { name: '', 'log-file': '', 'relay-dir': '5.4' }

test('readServerConfig(): flags win over the file, unknown ones of either end with 2', (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'dmbook-config-'))
  t.after(() => rmSync(dir, { recursive: true }))
  const file = (text: string) => {
    writeFileSync(join(dir, 'c.toml'), text)
    return `--config=${join(dir, 'c.toml')}`
  }
  const read = (args: readonly string[], version = 'v8.1.0') =>
    readServerConfig(fakeProgram(args, { version }), { specs, known })
  const values = read([file('name = "f"\nlog-file = "l"\n'), '--name=x'])
  assert.deepEqual([values.get('name'), values.get('log-file')], ['x', 'l'])
  assert.throws(() => read([file('nam = 1\n')]), { code: 2, message: /unknown configuration options: nam$/ })
  assert.throws(() => read([file('relay-dir = "r"\n')], 'v2.0.7'), { code: 2 })
  assert.throws(() => read([file('name = \n')]), { code: 2 })
  assert.throws(() => read(['--config=/nowhere/c.toml']), { code: 2 })
  assert.throws(() => read(['--what']), { code: 2 })
  assert.throws(() => read(['word']), { code: 2 })
  for (const word of ['-V', '-h', '-print-sample-config']) assert.throws(() => read([word]), { code: 0 })
})
