import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { httpFiles } from '../../src/packages/http_files.js'
import { mirrorSource } from '../../src/packages/mirror.js'
import { folderFiles, type MirrorFiles } from '../../src/packages/mirror_files.js'
import type { Packages } from '../../src/packages/packages.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { countingClock } from './counting_clock.js'
import { fileServer, serveMap } from './file_server.js'
import { contentOf, filesIn, madeMirror, now, sha256, written } from './made_mirror.js'

const releases = ['v8.1.0', 'v8.5.0'].map((version) => ({ component: 'dm-worker', version }))
const wish = { component: 'dm-worker', version: 'v8.1.0', os: 'linux', arch: 'amd64' }

const sourceOf = (files: MirrorFiles, cache: string): Packages =>
  mirrorSource(files, { cache, rootFile: null, onTrust: () => {}, now: () => now })

/** Each as source and as the names that were asked of it. */
async function served(t: TestContext, map = madeMirror({ releases })) {
  const asked: string[] = []
  const serve = serveMap(map)
  const url = await fileServer(t, (name, response) => {
    asked.push(name)
    serve(name, response)
  })
  const cache = temporaryFolder(t)
  return { asked, cache, source: sourceOf(httpFiles(url, countingClock()), cache) }
}

describe('mirrorSource() behind HTTP', () => {
  test('fetches what it verified, into its cache', async (t) => {
    const { source, cache } = await served(t)
    const { path, ...found } = await source.get(wish)
    const content = contentOf({ component: 'dm-worker', version: 'v8.1.0' })
    assert.deepEqual(found, {
      sha256: sha256(content),
      size: content.length,
      component: 'dm-worker',
      version: 'v8.1.0',
    })
    assert.equal(path, join(cache, found.sha256, 'dm-worker-v8.1.0-linux-amd64.tar.gz'))
    assert.deepEqual(readFileSync(path), content)
  })

  test('reads the manifests once per run', async (t) => {
    const { source, asked } = await served(t)
    await Promise.all([source.resolve(wish), source.resolve({ ...wish, version: null }), source.get(wish)])
    await source.get(wish)
    assert.deepEqual(asked, [
      'root.json',
      '2.root.json',
      'timestamp.json',
      'snapshot.json',
      '1.index.json',
      '1.dm-worker.json',
      'dm-worker-v8.1.0-linux-amd64.tar.gz',
    ])
  })

  test('asks again after a failure', async (t) => {
    const map = madeMirror({ releases })
    const timestamp = map.get('timestamp.json') ?? Buffer.alloc(0)
    map.delete('timestamp.json')
    const { source } = await served(t, map)
    await assert.rejects(source.resolve(wish), { code: 'E-MIRROR' })
    map.set('timestamp.json', timestamp)
    assert.equal(await source.resolve({ ...wish, version: null }), 'v8.5.0')
  })

  test('refuses a package that was exchanged', async (t) => {
    const map = madeMirror({ releases })
    map.set('dm-worker-v8.1.0-linux-amd64.tar.gz', Buffer.from('dm-worker v8.1.1'))
    await assert.rejects((await served(t, map)).source.get(wish), {
      code: 'E-PACKAGE',
      message: /as its checksum is wrong/,
    })
  })
})

describe('mirrorSource() in a folder', () => {
  test('gives the package where it is', async (t) => {
    const folder = written(join(temporaryFolder(t), 'mirror'), madeMirror({ releases }))
    const { path, version } = await sourceOf(folderFiles(folder), temporaryFolder(t)).get({ ...wish, version: null })
    assert.deepEqual([path, version], [join(folder, 'dm-worker-v8.5.0-linux-amd64.tar.gz'), 'v8.5.0'])
  })
})

describe('mirrorSource()', () => {
  test('names unknown components and versions', async (t) => {
    const source = sourceOf(filesIn(madeMirror({ releases })), temporaryFolder(t))
    await assert.rejects(source.get({ ...wish, component: 'dm-workr' }), {
      code: 'E-PACKAGE',
      hint: 'did you mean dm-worker?',
    })
    await assert.rejects(source.get({ ...wish, version: 'v8.1.1' }), {
      message: /the nearest are v8\.1\.0 and v8\.5\.0$/,
    })
  })

  test('refuses a mirror that went back, in a later run', async (t) => {
    const cache = temporaryFolder(t)
    await sourceOf(filesIn(madeMirror({ releases, version: 2 })), cache).resolve(wish)
    await assert.rejects(sourceOf(filesIn(madeMirror({ releases })), cache).resolve(wish), {
      code: 'E-MIRROR',
      message: /as it goes back/,
    })
  })
})
