import assert from 'node:assert/strict'
import { renameSync, statSync } from 'node:fs'
import { describe, test } from 'node:test'
import { clusterKeyPath, readClusterKey, saveClusterKey } from '../../src/state/cluster_key.js'
import { forgetOldKey, nextKeyPath, rotationOf, stageKey, useNextKey } from '../../src/state/key_rotation.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

const first = { privateKey: 'first\n', publicKey: 'ssh-ed25519 AAA1 dmbook prod' }
const second = { privateKey: 'second\n', publicKey: 'ssh-ed25519 AAA2 dmbook prod' }

async function staged(folder: string) {
  await saveClusterKey({ ...first, path: clusterKeyPath(folder) })
  await stageKey(folder, second)
}

describe('a key that takes another one’s place', () => {
  test('is ready, used, and the old one forgotten', async (t) => {
    const folder = temporaryFolder(t)
    await staged(folder)
    assert.deepEqual(await rotationOf(folder), { next: second.publicKey, old: null })
    assert.equal(statSync(nextKeyPath(folder)).mode & 0o777, 0o600)
    await useNextKey(folder)
    assert.deepEqual(await rotationOf(folder), { next: null, old: first.publicKey })
    assert.deepEqual(await readClusterKey(folder), { ...second, path: clusterKeyPath(folder) })
    await forgetOldKey(folder)
    assert.deepEqual(await rotationOf(folder), { next: null, old: null })
  })

  test('is used by a second try where the first was killed between its two files', async (t) => {
    const folder = temporaryFolder(t)
    await staged(folder)
    renameSync(`${nextKeyPath(folder)}.pub`, `${clusterKeyPath(folder)}.pub`)
    assert.equal((await rotationOf(folder)).next, second.publicKey)
    await useNextKey(folder)
    assert.deepEqual(await readClusterKey(folder), { ...second, path: clusterKeyPath(folder) })
  })

  test('half made, it is none', async (t) => {
    const folder = temporaryFolder(t)
    await staged(folder)
    renameSync(nextKeyPath(folder), `${folder}/elsewhere`)
    assert.equal((await rotationOf(folder)).next, null)
  })
})
