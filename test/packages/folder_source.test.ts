import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { folderSource } from '../../src/packages/folder_source.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

const wish = { component: 'dm-worker', version: 'v8.1.0', os: 'linux', arch: 'amd64' }
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A folder with these packages, their content being their name, and a list of their checksums. */
function folderOf(t: TestContext, files: readonly string[]): string {
  const folder = temporaryFolder(t)
  for (const file of files) writeFileSync(join(folder, file), file)
  const lines = files.map((file) => `${sha256(file)}  ${file}\n`)
  writeFileSync(join(folder, 'sha256sums.txt'), lines.join(''))
  return folder
}

const both = ['dm-worker-v8.1.0-linux-amd64.tar.gz', 'dm-worker-v8.5.0-linux-amd64.tar.gz']

describe('folderSource().get()', () => {
  test('gives the file itself, verified', async (t) => {
    const folder = folderOf(t, both)
    assert.deepEqual(await folderSource(folder).get(wish), {
      path: join(folder, both[0] ?? ''),
      sha256: sha256(both[0] ?? ''),
      size: both[0]?.length,
      component: 'dm-worker',
      version: 'v8.1.0',
    })
  })

  test('refuses a wrong checksum, naming both', async (t) => {
    const folder = folderOf(t, both)
    writeFileSync(join(folder, both[0] ?? ''), 'other')
    await assert.rejects(folderSource(folder).get(wish), {
      code: 'E-PACKAGE',
      message: new RegExp(`it has ${sha256('other')}, should have ${sha256(both[0] ?? '')}$`),
    })
  })

  test('refuses a file without checksum, with the line to run', async (t) => {
    const folder = folderOf(t, both)
    writeFileSync(join(folder, 'sha256sums.txt'), '')
    await assert.rejects(folderSource(folder).get(wish), {
      code: 'E-PACKAGE',
      hint: `cd ${folder} && sha256sum *.tar.gz > sha256sums.txt`,
    })
  })

  test('verifies a file again when it changed', async (t) => {
    const folder = folderOf(t, both)
    const source = folderSource(folder)
    await source.get(wish)
    writeFileSync(join(folder, both[0] ?? ''), 'a longer text, which is not what the list says')
    await assert.rejects(source.get(wish), { code: 'E-PACKAGE' })
  })

  test('reads an unchanged file once', async (t) => {
    const folder = folderOf(t, both)
    const source = folderSource(folder)
    const path = join(folder, both[0] ?? '')
    utimesSync(path, 1000, 1000)
    const first = await source.get(wish)
    writeFileSync(path, 'x'.repeat(first.size))
    utimesSync(path, 1000, 1000)
    assert.deepEqual(await source.get(wish), first)
  })
})

describe('folderSource().resolve()', () => {
  test('takes the newest stable version for null', async (t) => {
    const folder = folderOf(t, [...both, 'dm-worker-v9.0.0-beta.1-linux-amd64.tar.gz'])
    assert.equal(await folderSource(folder).resolve({ ...wish, version: null }), 'v8.5.0')
  })

  const refused: [string, object, RegExp][] = [
    ['names the nearest versions', { version: 'v8.1.1' }, /the nearest are v8\.1\.0 and v8\.5\.0$/],
    ['names a missing platform', { arch: 'arm64' }, /none for this platform$/],
    ['names the components that are there', { component: 'dmctl' }, /it has dm-worker$/],
    ['says so when the platform has no version at all', { version: null, os: 'darwin' }, /none for this platform$/],
  ]
  for (const [name, other, message] of refused)
    test(name, async (t) => {
      const source = folderSource(folderOf(t, both))
      await assert.rejects(source.resolve({ ...wish, ...other }), { code: 'E-PACKAGE', exit: 'input', message })
    })

  test('names a folder that is not there', async (t) => {
    const folder = join(temporaryFolder(t), 'none')
    await assert.rejects(folderSource(folder).resolve(wish), {
      code: 'E-PACKAGE',
      message: /^cannot read the folder of packages .*ENOENT/,
    })
  })
})
