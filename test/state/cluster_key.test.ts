import assert from 'node:assert/strict'
import { rmSync, statSync } from 'node:fs'
import { describe, test } from 'node:test'
import { adoptedKeyPath, clusterKeyPath, readClusterKey, saveClusterKey } from '../../src/state/cluster_key.js'
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

  test('one that came with an adopted cluster is found, and gives way to one of our own', async (context) => {
    const folder = temporaryFolder(context)
    const theirs = { path: adoptedKeyPath(folder), privateKey: 'p', publicKey: 'ssh-rsa AAAA' }
    await saveClusterKey(theirs)
    assert.deepEqual(await readClusterKey(folder), theirs)
    const ours = { path: clusterKeyPath(folder), privateKey: 'q', publicKey: 'ssh-ed25519 AAAA' }
    await saveClusterKey(ours)
    assert.deepEqual(await readClusterKey(folder), ours)
  })
})
