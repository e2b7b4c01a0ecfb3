import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { makePrivateFile, writePrivateFile } from '../../src/packages/private_file.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

test('writePrivateFile() writes for the owner only, in a folder of its own', async (t) => {
  const folder = temporaryFolder(t)
  const path = join(folder, 'a', 'b')
  for (const text of ['one', 'two']) await writePrivateFile(path, Buffer.from(text))
  assert.equal(readFileSync(path, 'utf8'), 'two')
  assert.deepEqual([statSync(join(folder, 'a')).mode & 0o777, statSync(path).mode & 0o777], [0o700, 0o600])
  assert.deepEqual(readdirSync(join(folder, 'a')), ['b'])
})

test('makePrivateFile() leaves the old file and nothing else when filling fails', async (t) => {
  const folder = temporaryFolder(t)
  const path = join(folder, 'a')
  writeFileSync(path, 'old')
  const fill = async (temporary: string): Promise<void> => {
    writeFileSync(temporary, 'ne')
    throw new Error('cut short')
  }
  await assert.rejects(makePrivateFile(path, fill), { message: 'cut short' })
  assert.equal(readFileSync(path, 'utf8'), 'old')
  assert.deepEqual(readdirSync(folder), ['a'])
})
