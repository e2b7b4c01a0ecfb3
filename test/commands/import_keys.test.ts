import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openKeys } from '../../src/commands/import_keys.js'
import { changed, legacyOf } from '../dm/legacy/reading.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

test('F7 openKeys() names each key that others may read, once', async (t) => {
  const home = temporaryFolder(t)
  mkdirSync(join(home, '.ssh'))
  const key = join(home, '.ssh', 'dc2')
  writeFileSync(key, '', { mode: 0o600 })
  const { processes } = legacyOf(
    changed(
      ['[all:vars]', '[all:vars]\nansible_ssh_private_key_file = ~/.ssh/dc2'],
      ['dm_worker1 ', 'dm_worker1 ansible_ssh_private_key_file=gone '],
    ),
  )
  const settings = { cwd: home, userHome: home }
  assert.deepEqual(await openKeys(processes, settings), [])
  chmodSync(key, 0o777)
  assert.deepEqual(await openKeys(processes, settings), [
    `the private key ${key} may be read by others: chmod 600 ${key}`,
  ])
})
