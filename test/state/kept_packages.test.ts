import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isKeptWhole, keepPackage, keptPackagePath } from '../../src/state/kept_packages.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

test('keepPackage() copies it under its digest; half a copy is none', async (context) => {
  const folder = temporaryFolder(context)
  const path = join(folder, 'hotfix.tar.gz')
  writeFileSync(path, 'package')
  const file = { path, sha256: 'abc', size: 7 }
  assert.equal(await isKeptWhole(folder, file), false)
  await keepPackage(folder, file)
  assert.equal(readFileSync(keptPackagePath(folder, file), 'utf8'), 'package')
  assert.equal(await isKeptWhole(folder, file), true)
  assert.equal(await isKeptWhole(folder, { ...file, size: 8 }), false)
})
