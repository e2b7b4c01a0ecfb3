import assert from 'node:assert/strict'
import { rmSync, statSync } from 'node:fs'
import { describe, test } from 'node:test'
import { clusterKeyPath, readClusterKey, saveClusterKey } from '../../src/state/cluster_key.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

describe('saveClusterKey()', () => {
  test('keeps both parts, the private one for no other eyes', async (context) => {
    const folder = temporaryFolder(context)
    const key = { path: clusterKeyPath(folder), privateKey: 'private\n', publicKey: 'ssh-ed25519 AAAA dmbook prod' }
    assert.equal(await readClusterKey(folder), null)
    await saveClusterKey(key)
    assert.deepEqual(await readClusterKey(folder), key)
    assert.equal(statSync(key.path).mode & 0o777, 0o600)
  })

  test('half a pair is none', async (context) => {
    const folder = temporaryFolder(context)
    await saveClusterKey({ path: clusterKeyPath(folder), privateKey: 'x', publicKey: 'y' })
    rmSync(`${clusterKeyPath(folder)}.pub`)
    assert.equal(await readClusterKey(folder), null)
  })
})
