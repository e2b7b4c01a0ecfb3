import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { clusterRecord } from '../../src/modules/cluster_record.js'
import type { ClusterMeta, ClusterStore } from '../../src/state/cluster_store.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools, summary } from './fake_tools.js'

const draft = {
  format: 1,
  id: 'f3a9',
  name: 'prod',
  user: 'tidb',
  version: 'v8.1.0',
  settings: { ssh: 'builtin', services: 'systemd', mirror: null },
  topology: { master_servers: [{ host: '172.19.0.101' }] },
  source: 'master_servers: …',
  marks: {},
  machines: {},
} as const

function storeWith(meta: ClusterMeta | null): ClusterStore & { saved: ClusterMeta[]; forgotten: number } {
  const store = {
    name: 'prod',
    folder: '/state/prod',
    saved: [] as ClusterMeta[],
    forgotten: 0,
    load: async () => meta,
    async save(wanted: ClusterMeta) {
      store.saved.push(wanted)
      return { ...wanted, serial: wanted.serial + 1 }
    },
    async forget() {
      store.forgotten++
    },
  }
  return store
}

type State = 'deploying' | 'deployed' | 'destroying' | 'absent'

async function look(state: State, meta: ClusterMeta | null, brings: typeof draft | null = draft) {
  const check = await clusterRecord.check(fakeHost(), { state }, fakeTools({ cluster: storeWith(meta), draft: brings }))
  return summary(check)
}

describe('cluster_record', () => {
  const deployed: ClusterMeta = { ...draft, state: 'deployed', serial: 7 }

  test('is same where all but the serial is equal', async () => {
    assert.equal(await look('deployed', structuredClone(deployed)), 'same')
  })

  test('names what it would record', async () => {
    assert.deepEqual(await look('deployed', { ...deployed, version: 'v7.5.0', state: 'deploying' }), [
      'record prod: version, state',
    ])
    assert.equal((await look('deploying', null)).length, 1)
  })

  test('records the state alone in a run that brings no topology', async () => {
    assert.deepEqual(await look('destroying', deployed, null), ['record prod: state'])
    assert.match(String(await look('destroying', null, null)), /blocked: .* as nothing is known of it/)
  })

  test('saves over the serial that it found', async () => {
    const store = storeWith(deployed)
    await clusterRecord.apply(fakeHost(), { state: 'destroying' }, fakeTools({ cluster: store }))
    assert.deepEqual(store.saved, [{ ...deployed, state: 'destroying' }])
  })

  test('forgets', async () => {
    assert.equal(await look('absent', null), 'same')
    assert.deepEqual(await look('absent', deployed), ['forget the cluster prod'])
    const store = storeWith(deployed)
    await clusterRecord.apply(fakeHost(), { state: 'absent' }, fakeTools({ cluster: store }))
    assert.equal(store.forgotten, 1)
  })

  test('needs a cluster', async () => {
    await assert.rejects(clusterRecord.check(fakeHost(), { state: 'absent' }, fakeTools()), /this run has no cluster/)
  })

  test('keeps what runs have learned, also where the same deploy records another mirror', async () => {
    const learned: ClusterMeta = { ...deployed, previous: 'v8.0.0', bindings: { s1: 'w1' }, moving: { s1: ['t1'] } }
    const store = storeWith(learned)
    const moved = { ...draft, settings: { ...draft.settings, mirror: '/m' } }
    await clusterRecord.apply(fakeHost(), { state: 'deploying' }, fakeTools({ cluster: store, draft: moved }))
    assert.deepEqual(store.saved, [{ ...learned, settings: moved.settings }])
  })
})
