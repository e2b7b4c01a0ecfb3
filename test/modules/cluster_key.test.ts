import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clusterKey } from '../../src/modules/cluster_key.js'
import { clusterKeyPath, readClusterKey, saveClusterKey } from '../../src/state/cluster_key.js'
import { rotationOf } from '../../src/state/key_rotation.js'
import { fakeHost } from '../fakes/fake_host.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { fakeStore } from './fake_store.js'
import { fakeTools, summary } from './fake_tools.js'

test('cluster_key goes from one key to the next, each step once', async (t) => {
  const folder = temporaryFolder(t)
  const first = { path: clusterKeyPath(folder), privateKey: 'first\n', publicKey: 'ssh-ed25519 AAA1 dmbook prod' }
  await saveClusterKey(first)
  const tools = fakeTools({ cluster: fakeStore({}, folder) })
  const told = async () => {
    const check = await clusterKey.check(fakeHost(), { state: 'any' }, tools)
    return { any: check.kind, ...(await rotationOf(folder)), ...('result' in check ? check.result : {}) }
  }
  const steps = [
    ['next', 'make a new key'],
    ['current', 'use the new key from now on'],
    ['settled', 'forget the old key'],
  ] as const
  for (const [state, text] of steps) {
    assert.deepEqual(summary(await clusterKey.check(fakeHost(), { state }, tools)), [text])
    await clusterKey.apply(fakeHost(), { state }, tools)
    const after = await clusterKey.check(fakeHost(), { state }, tools)
    assert.equal(after.kind, 'same')
    const { any, next, old } = await told()
    assert.deepEqual([any, next !== null, old !== null], ['same', state === 'next', state === 'current'])
    // a rotation that is not at its end is no reason for another one
    if (state === 'current') assert.equal(summary(await clusterKey.check(fakeHost(), { state: 'next' }, tools)), 'same')
  }
  const now = await readClusterKey(folder)
  assert.match(now?.publicKey ?? '', /^ssh-ed25519 \S+ dmbook prod$/)
  assert.notEqual(now?.publicKey, first.publicKey)
})
