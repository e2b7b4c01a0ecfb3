import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { clusterMark } from '../../src/modules/cluster_mark.js'
import type { ClusterMeta, ClusterStore } from '../../src/state/cluster_store.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools, summary } from './fake_tools.js'

const meta = (machines: ClusterMeta['machines']): ClusterMeta => ({
  format: 1,
  id: 'f3a9',
  name: 'prod',
  user: 'tidb',
  version: 'v8.1.0',
  state: 'deploying',
  serial: 7,
  settings: { ssh: 'builtin', services: 'systemd', mirror: null },
  topology: {},
  source: '',
  marks: {},
  machines,
})

const storeWith = (found: ClusterMeta | null, saved: ClusterMeta[] = []): ClusterStore => ({
  name: 'prod',
  folder: '/state/prod',
  load: async () => found,
  async save(wanted) {
    saved.push(wanted)
    return wanted
  },
  forget: async () => {},
})

describe('cluster_mark', () => {
  const want = { machine: 'm1', os: 'linux', arch: 'arm64' }
  const check = async (found: ClusterMeta | null) =>
    summary(await clusterMark.check(fakeHost(), want, fakeTools({ cluster: storeWith(found) })))

  test('is same where the machine is noted so', async () => {
    assert.equal(await check(meta({ m1: { os: 'linux', arch: 'arm64' } })), 'same')
    assert.deepEqual(await check(meta({ m1: { os: 'linux', arch: 'amd64' } })), ['note m1: linux/arm64'])
    assert.deepEqual(await check(meta({})), ['note m1: linux/arm64'])
  })

  test('needs a record', async () => {
    assert.equal(await check(null), 'blocked: cannot note anything as the cluster has no record')
  })

  test('keeps what is noted of other machines', async () => {
    const saved: ClusterMeta[] = []
    const store = storeWith(meta({ m2: { os: 'linux', arch: 'amd64' } }), saved)
    await clusterMark.apply(fakeHost(), want, fakeTools({ cluster: store }))
    assert.deepEqual(Object.keys(saved[0]?.machines ?? {}), ['m2', 'm1'])
  })
})
