import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { type Dmctl, dmctlProcess, dmctlReply } from '../../src/hosts/dmctl.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

describe('dmctlProcess()', () => {
  const masters = ['a:8261', 'b:8261']

  test('hands on the words, names the masters, and lets no proxy in', async (t) => {
    const path = join(temporaryFolder(t), 'dmctl')
    writeFileSync(path, '#!/bin/sh\nprintf "%s\\n" "$@" "${https_proxy-none}"\n', { mode: 0o755 })
    process.env.https_proxy = 'http://nobody'
    try {
      const out = await dmctlProcess({ path, version: 'v8.1.0', masters }).call(['config', "it's $HOME"])
      assert.equal(out, "--master-addr\na:8261,b:8261\nconfig\nit's $HOME\nnone\n")
    } finally {
      delete process.env.https_proxy
    }
  })

  test('shows a certificate by its path where masters speak https', async (t) => {
    const path = join(temporaryFolder(t), 'dmctl')
    writeFileSync(path, '#!/bin/sh\necho "$@"\n', { mode: 0o755 })
    const tls = { ca: '/s/ca.crt', certificate: '/s/client.crt', key: '/s/client.pem' }
    const out = await dmctlProcess({ path, version: 'v8.1.0', masters, tls }).call(['query-status'])
    const words = '--ssl-ca /s/ca.crt --ssl-cert /s/client.crt --ssl-key /s/client.pem'
    assert.equal(out, `--master-addr a:8261,b:8261 ${words} query-status\n`)
  })

  test('says what it said when it ends badly', async (t) => {
    const path = join(temporaryFolder(t), 'dmctl')
    writeFileSync(path, '#!/bin/sh\necho "Error: connection refused" >&2\nexit 1\n', { mode: 0o755 })
    const called = dmctlProcess({ path, version: 'v8.1.0', masters }).call(['config', 'export', '-p', '/x'])
    await assert.rejects(called, /^DmctlError: dmctl config export: Error: connection refused$/)
  })
})

describe('dmctlReply()', () => {
  const saying = (text: string): Dmctl => ({ version: 'v8.1.0', call: async () => text })
  const asked = (text: string) => dmctlReply(saying(text), ['operate-source', 'create'])

  test('gives the reply', async () => {
    assert.deepEqual(await asked('{"result":true,"msg":"","sources":[]}'), { result: true, msg: '', sources: [] })
  })

  for (const [text, why] of [
    ['{"result":false,"msg":"no such thing"}', /dmctl operate-source create: no such thing/],
    ['{"result":true,"sources":[{"result":false,"msg":"worker is ill"}]}', /worker is ill/],
    ['{"result":false}', /its answer cannot be read/],
    ['<html>', /its answer cannot be read/],
  ] as const) {
    test(`takes ${text} for a refusal`, () => assert.rejects(asked(text), why))
  }
})
