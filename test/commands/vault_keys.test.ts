import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { GlobalSettings } from '../../src/cli/io.js'
import { vaultKeys } from '../../src/commands/vault_keys.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { recordedIo } from '../fakes/typed.js'

const settings = { cwd: '/cwd', userHome: '/home/me', user: 'me' } as GlobalSettings
const from = (options: Record<string, unknown>, answers: readonly string[] = []) => ({
  options,
  settings,
  io: recordedIo(answers).io,
})
const keys = async (options: Record<string, unknown>, answers: readonly string[] = []) =>
  (await vaultKeys(from(options, answers))).map(({ id, password }) => [id, password.reveal()])

describe('vaultKeys()', () => {
  test('reads passwords from files, asks where it says so, and keeps the labels', async (context) => {
    const file = join(temporaryFolder(context), 'pass')
    writeFileSync(file, 'correct horse\n', { mode: 0o600 })
    assert.deepEqual(await keys({}), [])
    const given = { vault_password_file: [file], vault_id: [`prod@${file}`, 'test@prompt', file] }
    assert.deepEqual(await keys(given, ['typed']), [
      [null, 'correct horse'],
      ['prod', 'correct horse'],
      ['test', 'typed'],
      [null, 'correct horse'],
    ])
  })

  test('refuses a file that others may read, and words without a file', async (context) => {
    const file = join(temporaryFolder(context), 'pass')
    writeFileSync(file, 'x', { mode: 0o644 })
    await assert.rejects(keys({ vault_password_file: [file] }), /as others may read it/)
    await assert.rejects(keys({ vault_id: ['prod@'] }), /as it is not ID@FILE/)
    await assert.rejects(keys({ vault_password_file: ['/gone'] }), /cannot read the Vault password file \/gone/)
    await assert.rejects(keys({ vault_id: ['prod@prompt'] }), /as no password was given/)
  })
})
