import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { clusterVersion } from '../../src/modules/cluster_version.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeStore } from './fake_store.js'
import { fakeTools, summary } from './fake_tools.js'

const kept = { 'dm-worker': { name: 'hotfix.tar.gz', sha256: 'abc', size: 1 } }

describe('cluster_version', () => {
  test('upgrading notes where it goes and keeps what it has; reached forgets both', async () => {
    const cluster = fakeStore({ kept })
    const tools = fakeTools({ cluster })
    const keep = async (state: 'upgrading' | 'reached') => {
      const want = { version: 'v8.5.0', state }
      const found = summary(await clusterVersion.check(fakeHost(), want, tools))
      await clusterVersion.apply(fakeHost(), want, tools)
      assert.equal(summary(await clusterVersion.check(fakeHost(), want, tools)), 'same')
      return found
    }
    assert.deepEqual(await keep('upgrading'), ['note that prod is on its way to v8.5.0'])
    assert.deepEqual([cluster.meta?.version, cluster.meta?.upgrading, cluster.meta?.kept], ['v8.1.0', 'v8.5.0', kept])
    assert.deepEqual(await keep('reached'), ['record prod: v8.1.0 → v8.5.0'])
    assert.deepEqual(
      [cluster.meta?.version, cluster.meta?.upgrading, cluster.meta?.kept],
      ['v8.5.0', undefined, undefined],
    )
  })

  test('returned is at the older version again, with nothing left to go back to', async () => {
    const cluster = fakeStore({ version: 'v8.1.1', previous: 'v8.1.0' })
    const tools = fakeTools({ cluster })
    const want = { version: 'v8.1.0', state: 'returned' } as const
    assert.deepEqual(summary(await clusterVersion.check(fakeHost(), want, tools)), ['record prod: back at v8.1.0'])
    await clusterVersion.apply(fakeHost(), want, tools)
    assert.equal(summary(await clusterVersion.check(fakeHost(), want, tools)), 'same')
    assert.deepEqual([cluster.meta?.version, cluster.meta?.previous], ['v8.1.0', undefined])
  })

  test('reached remembers the version before, for a rollback', async () => {
    const cluster = fakeStore({ upgrading: 'v8.5.0' })
    await clusterVersion.apply(fakeHost(), { version: 'v8.5.0', state: 'reached' }, fakeTools({ cluster }))
    assert.equal(cluster.meta?.previous, 'v8.1.0')
  })
})
