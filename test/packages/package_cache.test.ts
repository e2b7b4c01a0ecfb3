import assert from 'node:assert/strict'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { folderFiles, type HttpFiles } from '../../src/packages/mirror_files.js'
import { packageCache } from '../../src/packages/package_cache.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { sha256 } from './made_mirror.js'

const content = 'a package'
const wanted = { url: '/a.tar.gz', file: 'a-v1-linux-amd64.tar.gz', sha256: sha256(content), size: content.length }

/** A mirror that gives these contents one after the other, null for none. */
function servedFiles(contents: readonly (string | null)[]): HttpFiles & { readonly asked: string[] } {
  const asked: string[] = []
  const download: HttpFiles['download'] = async (name, { to }) => {
    const found = contents[asked.length] ?? null
    asked.push(name)
    if (found !== null) writeFileSync(to, found, { mode: 0o600 })
    return found !== null
  }
  return { kind: 'http', where: 'MIRROR', asked, read: async () => null, download }
}

function namesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [entry.name] : [],
  )
}

describe('packageCache() before a mirror behind HTTP', () => {
  test('fetches once, under the digest, for the owner only', async (t) => {
    const folder = temporaryFolder(t)
    const files = servedFiles([content])
    const path = join(folder, wanted.sha256, wanted.file)
    const get = packageCache(folder, files)
    for (let count = 0; count < 2; count++)
      assert.deepEqual(await get(wanted), { path, sha256: wanted.sha256, size: wanted.size })
    assert.deepEqual(await packageCache(folder, servedFiles([]))(wanted), await get(wanted))
    assert.deepEqual(files.asked, ['/a.tar.gz'])
    assert.equal(statSync(path).mode & 0o777, 0o600)
  })

  test('fetches once for all who ask at the same time', async (t) => {
    const files = servedFiles([content])
    const get = packageCache(temporaryFolder(t), files)
    await Promise.all([get(wanted), get(wanted), get(wanted)])
    assert.equal(files.asked.length, 1)
  })

  test('fetches anew what was damaged', async (t) => {
    const folder = temporaryFolder(t)
    const { path } = await packageCache(folder, servedFiles([content]))(wanted)
    writeFileSync(path, 'a packagf')
    const files = servedFiles([content])
    await packageCache(folder, files)(wanted)
    assert.equal(files.asked.length, 1)
    assert.equal(sha256(content), (await packageCache(folder, servedFiles([]))(wanted)).sha256)
  })

  const refused: [string, string | null, RegExp][] = [
    ['another content', 'b package', /as its checksum is wrong: it has [0-9a-f]{64}, should have [0-9a-f]{64}$/],
    ['another length', 'a pack', /as it has 6 bytes, should have 9$/],
    ['nothing', null, /as it is not there, though the manifest of its component names it$/],
  ]
  for (const [name, served, message] of refused)
    test(`refuses ${name}, and keeps nothing`, async (t) => {
      const folder = temporaryFolder(t)
      await assert.rejects(packageCache(folder, servedFiles([served]))(wanted), { code: 'E-PACKAGE', message })
      assert.deepEqual(namesBelow(folder), [])
    })

  test('tries again after it failed', async (t) => {
    const get = packageCache(temporaryFolder(t), servedFiles([null, content]))
    await assert.rejects(get(wanted))
    assert.equal((await get(wanted)).size, wanted.size)
  })

  test('says when it cannot be kept', async (t) => {
    const folder = temporaryFolder(t)
    writeFileSync(join(folder, wanted.sha256), '')
    await assert.rejects(packageCache(folder, servedFiles([content]))(wanted), { code: 'E-PACKAGE' })
  })
})

describe('packageCache() before a mirror in a folder', () => {
  const mirrorOf = (t: TestContext, text: string | null): string => {
    const folder = temporaryFolder(t)
    if (text !== null) writeFileSync(join(folder, 'a.tar.gz'), text)
    return folder
  }

  test('gives the file where it is', async (t) => {
    const mirror = mirrorOf(t, content)
    const folder = temporaryFolder(t)
    assert.equal((await packageCache(folder, folderFiles(mirror))(wanted)).path, join(mirror, 'a.tar.gz'))
    assert.deepEqual(readdirSync(folder), [])
  })

  for (const text of ['b package', null])
    test(`refuses ${text ?? 'nothing'}`, async (t) => {
      const get = packageCache(temporaryFolder(t), folderFiles(mirrorOf(t, text)))
      await assert.rejects(get(wanted), { code: 'E-PACKAGE' })
    })
})
