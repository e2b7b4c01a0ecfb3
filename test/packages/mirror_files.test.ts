import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { folderFiles } from '../../src/packages/mirror_files.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

describe('folderFiles()', () => {
  test('reads files, null where there is none', async (t) => {
    const folder = temporaryFolder(t)
    writeFileSync(join(folder, 'a'), 'abc')
    const files = folderFiles(folder)
    assert.equal((await files.read('a', { atMostBytes: 3 }))?.toString(), 'abc')
    assert.equal(await files.read('b', { atMostBytes: 3 }), null)
    assert.equal(files.pathOf('a'), join(folder, 'a'))
  })

  test('refuses what is too long', async (t) => {
    const folder = temporaryFolder(t)
    writeFileSync(join(folder, 'a'), 'abc')
    await assert.rejects(folderFiles(folder).read('a', { atMostBytes: 2 }), {
      code: 'E-MIRROR',
      message: /as it is longer than the 2 bytes that it may have$/,
    })
  })

  test('says what cannot be read', async (t) => {
    const folder = temporaryFolder(t)
    mkdirSync(join(folder, 'a'))
    await assert.rejects(folderFiles(folder).read('a', { atMostBytes: 10_000 }), {
      code: 'E-MIRROR',
      message: /^cannot read .*EISDIR/,
    })
  })
})
