import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { offersOf } from '../../src/packages/offers.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { madeMirror, written } from './made_mirror.js'

describe('offersOf() a folder', () => {
  const names = [
    'dm-master-v8.10.0-linux-amd64',
    'dm-master-v8.9.0-linux-arm64',
    'dm-master-v8.9.0-linux-amd64',
    'dmctl-v8.1.0-linux-amd64',
  ]
  test('lists versions as versions count, the newest last, with their platforms', async (t) => {
    const folder = temporaryFolder(t)
    for (const name of names) writeFileSync(join(folder, `${name}.tar.gz`), '')
    assert.deepEqual(await offersOf('dm-master', folder, { cache: folder }), [
      { version: 'v8.9.0', platforms: ['linux/amd64', 'linux/arm64'] },
      { version: 'v8.10.0', platforms: ['linux/amd64'] },
    ])
  })

  test('says which components there are instead', async (t) => {
    const folder = join(temporaryFolder(t), 'packages')
    mkdirSync(folder)
    writeFileSync(join(folder, 'dmctl-v8.1.0-linux-amd64.tar.gz'), '')
    await assert.rejects(offersOf('dmctk', folder, { cache: folder }), {
      code: 'E-PACKAGE',
      hint: 'did you mean dmctl?',
    })
  })
})

test('offersOf() a mirror leaves out what was withdrawn', async (t) => {
  const folder = temporaryFolder(t)
  const releases = [
    { component: 'dm-worker', version: 'v8.1.0' },
    { component: 'dm-worker', version: 'v8.5.0', yanked: true },
  ]
  written(folder, madeMirror({ releases }))
  const found = await offersOf('dm-worker', folder, { cache: join(folder, 'cache') })
  assert.deepEqual(found, [{ version: 'v8.1.0', platforms: ['linux/amd64'] }])
  await assert.rejects(offersOf('dm-wroker', folder, { cache: join(folder, 'cache') }), {
    code: 'E-PACKAGE',
    hint: 'did you mean dm-worker?',
  })
})
