import assert from 'node:assert/strict'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { importKey } from '../../src/commands/import_key.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

test('importKey() takes 64 hexadecimal digits from a file that nobody else may read, and shows none', (t) => {
  const folder = temporaryFolder(t)
  const file = join(folder, 'key')
  const key = 'aB'.repeat(32)
  writeFileSync(file, ` ${key}\n`, { mode: 0o600 })
  assert.equal(importKey('key', folder)?.reveal(), key)
  assert.equal(importKey(undefined, folder), null)
  chmodSync(file, 0o644)
  assert.throws(() => importKey('key', folder), /others may read it/)
  for (const wrong of [key.slice(1), `${key}0`, key.replace('a', 'g')]) {
    writeFileSync(join(folder, 'wrong'), wrong, { mode: 0o600 })
    assert.throws(
      () => importKey('wrong', folder),
      ({ message }: Error) => /no key: 64 hexadecimal digits/.test(message) && !message.includes(wrong),
    )
  }
  assert.throws(() => importKey('gone', folder), /cannot read --secret-key gone/)
})
