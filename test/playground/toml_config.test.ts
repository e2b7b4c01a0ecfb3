import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { masterKeys, readTomlConfig, workerKeys } from '../../src/playground/toml_config.js'

test('readTomlConfig() knows keys by role and release', (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'dmbook-toml-'))
  t.after(() => rmSync(dir, { recursive: true }))
  const file = join(dir, 'c.toml')
  const read = (text: string, known = masterKeys, version = 'v8.1.0') => {
    writeFileSync(file, text)
    return readTomlConfig(file, { known, version })
  }
  assert.equal(read('rpc-rate-limit = 10.5\nopenapi = true\n').get('openapi'), 'true')
  assert.throws(() => read('openapi = true\n', masterKeys, 'v5.3.0'), /openapi/)
  assert.equal(read('[experimental]\nopenapi = true\n', masterKeys, 'v5.3.0').size, 1)
  assert.equal(read('keepalive-ttl = 60\n', workerKeys).get('keepalive-ttl'), '60')
  assert.throws(() => read('keepalive-ttl = 60\n'), /keepalive-ttl/)
})
