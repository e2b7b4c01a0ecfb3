import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Json } from '../../src/language/inventory.js'
import { clusterNode } from '../../src/modules/cluster_node.js'
import type { ClusterMeta, ClusterStore } from '../../src/state/cluster_store.js'
import { fakeHost } from '../fakes/fake_host.js'
import { emptyRecord } from '../state/records.js'
import { fakeTools, summary } from './fake_tools.js'

const small: Json = { master_servers: [{ host: 'a' }], worker_servers: [{ host: 'a' }] }
const grown: Json = { master_servers: [{ host: 'a' }, { host: 'b' }], worker_servers: [{ host: 'a' }, { host: 'b' }] }
const machines = { a: { os: 'linux', arch: 'amd64' }, b: { os: 'linux', arch: 'arm64' } }
const meta = (topology: Json, more: Partial<ClusterMeta> = {}): ClusterMeta => ({
  ...emptyRecord('prod'),
  machines,
  ...more,
  serial: 3,
  topology,
})

function kept(found: ClusterMeta) {
  const saved: ClusterMeta[] = []
  const cluster: ClusterStore = {
    name: 'prod',
    folder: '/state/prod',
    load: async () => saved.at(-1) ?? found,
    save: async (wanted) => {
      saved.push(wanted)
      return wanted
    },
    forget: async () => {},
  }
  return { cluster, saved }
}

describe('cluster_node', () => {
  const check = async (
    found: ClusterMeta,
    want: { id: string; state: 'joining' | 'present' | 'absent' },
    draft?: ClusterMeta,
  ) => {
    const tools = fakeTools({ cluster: kept(found).cluster, draft: draft ?? null })
    return summary(await clusterNode.check(fakeHost(), want, tools))
  }

  test('says what the record lacks or has too much', async () => {
    assert.deepEqual(await check(meta(small), { id: 'b:8261', state: 'present' }, meta(grown)), ['record b:8261'])
    assert.deepEqual(await check(meta(small), { id: 'a:8262', state: 'absent' }), ['forget a:8262'])
    assert.equal(await check(meta(small), { id: 'a:8262', state: 'present' }), 'same')
    assert.equal(await check(meta(small), { id: 'b:8262', state: 'absent' }), 'same')
    assert.equal(
      await check(meta(small), { id: 'c:8262', state: 'present' }, meta(grown)),
      'blocked: cannot record c:8262 as the run brings no such node',
    )
  })

  test('records one node, and of a master that it joins', async () => {
    const { cluster, saved } = kept(meta(small, { removed: ['b:8261', 'c:1'] }))
    const tools = fakeTools({ cluster, draft: meta(grown) })
    await clusterNode.apply(fakeHost(), { id: 'b:8261', state: 'present' }, tools)
    const [{ topology, joined, removed } = meta({})] = saved
    assert.deepEqual([joined, removed], [['b:8261'], ['c:1']])
    assert.deepEqual(topology, { master_servers: [{ host: 'a' }, { host: 'b' }], worker_servers: [{ host: 'a' }] })
    await clusterNode.apply(fakeHost(), { id: 'b:8262', state: 'present' }, tools)
    assert.deepEqual([saved[1]?.topology, saved[1]?.joined], [grown, ['b:8261']])
  })

  test('notes apart what joins, until it is recorded or forgotten', async () => {
    const { cluster, saved } = kept(meta(small))
    const tools = fakeTools({ cluster, draft: meta(grown) })
    const apply = async (id: string, state: 'joining' | 'present' | 'absent') => {
      await clusterNode.apply(fakeHost(), { id, state }, tools)
      return saved.at(-1) ?? meta({})
    }
    await apply('b:8261', 'joining')
    const both = await apply('b:8262', 'joining')
    assert.deepEqual(both.joining, { master_servers: [{ host: 'b' }], worker_servers: [{ host: 'b' }] })
    assert.deepEqual(both.topology, small)
    assert.equal(await check(both, { id: 'b:8262', state: 'joining' }), 'same')
    assert.equal(await check(meta(grown), { id: 'b:8262', state: 'joining' }), 'same')
    assert.deepEqual((await apply('b:8261', 'present')).joining, { worker_servers: [{ host: 'b' }] })
    assert.ok(!('joining' in (await apply('b:8262', 'absent'))))
  })

  test('leaves no empty notes behind with the last node that has one', async () => {
    const noted = { withdrawn: { 'b:8261': { evicted: true } }, owed: {} } as const
    const { cluster, saved } = kept(meta(grown, noted))
    await clusterNode.apply(fakeHost(), { id: 'b:8261', state: 'absent' }, fakeTools({ cluster }))
    assert.deepEqual(['withdrawn' in (saved[0] ?? {}), 'owed' in (saved[0] ?? {})], [false, false])
  })

  test('forgets a node, and with the last one of a machine the machine', async () => {
    const { cluster, saved } = kept(meta(grown, { joined: ['b:8261'], marks: { 'b:8261': { patched: 'x' } } }))
    const tools = fakeTools({ cluster })
    await clusterNode.apply(fakeHost(), { id: 'b:8261', state: 'absent' }, tools)
    assert.deepEqual([saved[0]?.joined, saved[0]?.marks, saved[0]?.removed], [[], {}, ['b:8261']])
    assert.deepEqual(Object.keys(saved[0]?.machines ?? {}), ['a', 'b'])
    await clusterNode.apply(fakeHost(), { id: 'b:8262', state: 'absent' }, tools)
    assert.deepEqual(Object.keys(saved[1]?.machines ?? {}), ['a'])
    assert.deepEqual(saved[1]?.topology, small)
  })
})
