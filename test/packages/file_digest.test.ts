import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { digestedFile } from '../../src/packages/file_digest.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

test('digestedFile() gives digest and bytes', async (t) => {
  const path = join(temporaryFolder(t), 'a')
  writeFileSync(path, 'abc')
  assert.deepEqual(await digestedFile(path), {
    path,
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    size: 3,
  })
})

test('digestedFile() throws for what is not there', async (t) => {
  await assert.rejects(digestedFile(join(temporaryFolder(t), 'a')), { code: 'ENOENT' })
})
