import assert from 'node:assert/strict'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'
import { closed } from '../language/ansible/vaults.js'

const validated = (words: readonly string[], { mode = 0o600 } = {}) =>
  withHome(async (home) => {
    writeFileSync(join(home, 'pass'), 'correct horse\n', { mode: 0o600 })
    chmodSync(join(home, 'pass'), mode)
    const block = closed('10.0.0.1', 'correct horse', 'prod').replaceAll(/^/gm, '        ')
    writeFileSync(join(home, 'h.yaml'), `all:\n  hosts:\n    h:\n      ansible_host: !vault |\n${block}\n`)
    return typed(['validate', 'h.yaml', ...words], { home: join(home, 'state'), cwd: home })
  })

describe('vaultKeys()', () => {
  test('reads a password from a file, with and without its label', async () => {
    for (const words of [
      ['--vault-password-file', 'pass'],
      ['--vault-id', 'prod@pass'],
      ['--vault-id', 'pass'],
    ])
      assert.equal((await validated(words)).code, 0)
  })

  test('says how to give what is missing', async () => {
    const { code, err } = await validated([])
    assert.equal(code, 2)
    assert.match(err, /h\.yaml:4:\d+ cannot open what Vault encrypted \(prod\) as its password was not given/)
    assert.match(err, /--vault-id prod@FILE/)
  })

  test('refuses a file that others may read, and words without a file', async () => {
    const { code, err } = await validated(['--vault-password-file', 'pass'], { mode: 0o644 })
    assert.equal(code, 2)
    assert.match(err, /cannot use the Vault password file pass as others may read it\nhint: chmod 600/)
    assert.match((await validated(['--vault-id', 'prod@'])).err, /as it is not ID@FILE/)
  })
})
