import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { statuses } from '../../src/commands/status.js'
import type { Fetch } from '../../src/hosts/http.js'
import { HttpError } from '../../src/hosts/http.js'
import type { Host } from '../../src/language/inventory.js'
import { type FakeDm, fakeDm, master } from '../modules/fake_dm.js'

const host = (role: string, member: string | null = null): Host => ({
  id: '10.0.0.1:8261',
  address: '10.0.0.1',
  port: 8261,
  role,
  member,
  unit: null,
  deploy_dir: null,
  data_dir: null,
  log_dir: null,
  files: [],
  machine: '10.0.0.1',
  groups: ['all'],
  vars: { ready_url: 'http://10.0.0.1:9090/-/ready' },
})

const refused: Fetch = async (url) => {
  throw new HttpError(url, 'it refused')
}

async function statusOf(one: Host, dm: Partial<FakeDm> | null, fetch: Fetch = refused) {
  const asked = dm && fakeDm(dm, [one.id])
  return (await statuses([one], { dm: asked, fetch, timeoutMs: 200 })).get(one.id)
}

const worker = (stage: 'free' | 'bound' | 'offline' | 'relay' | 'unknown', source = '') => ({
  leader: 'm1',
  masters: [],
  workers: [{ name: 'w1', address: '', stage, source }],
})

describe('statuses() of dm-master', () => {
  const members = (own: readonly ReturnType<typeof master>[], leader: string | null = 'm2') => ({
    leader,
    masters: own,
    workers: [],
  })
  const gone = { '10.0.0.1:8261': new Error('refused') }
  const cases: [string, Partial<FakeDm>, string][] = [
    ['leads', { members: members([master('m1')], 'm1') }, 'Healthy|L'],
    ['follows', { members: members([master('m1')]) }, 'Healthy'],
    ['is counted out by itself', { members: members([master('m1', false)]) }, 'Unhealthy'],
    ['has no quorum', { members: members([master('m1')]), health: false }, 'Unhealthy'],
    ['does not find itself', { members: members([master('other')]) }, 'N/A'],
    ['does not answer', { from: gone, health: null }, 'Down'],
    ['answers, but not with members', { from: gone, health: false }, 'Unhealthy'],
  ]
  for (const [name, dm, word] of cases)
    test(`which ${name} is ${word}`, async () => {
      assert.equal((await statusOf(host('dm-master', 'm1'), dm))?.status, word)
    })
})

describe('statuses() of dm-worker', () => {
  for (const stage of ['free', 'bound', 'offline', 'relay'] as const)
    test(`says the stage ${stage} with a capital`, async () => {
      const found = await statusOf(host('dm-worker', 'w1'), { members: worker(stage) })
      assert.equal(found?.status.toLowerCase(), stage)
      assert.match(found?.status ?? '', /^[A-Z]/)
    })
  test('says the source that it has', async () => {
    const found = await statusOf(host('dm-worker', 'w1'), { members: worker('bound', 's1') })
    assert.deepEqual([found?.source, found?.version], ['s1', 'v8.1.0'])
  })
  test('is N/A where nobody can tell', async () => {
    assert.equal((await statusOf(host('dm-worker', 'w1'), null))?.status, 'N/A')
    assert.equal((await statusOf(host('dm-worker', 'w2'), { members: worker('free') }))?.status, 'N/A')
    assert.equal((await statusOf(host('dm-worker', 'w1'), { members: worker('unknown') }))?.status, 'N/A')
  })
})

describe('statuses() of monitoring', () => {
  const cases: [number, string][] = [
    [200, 'Up'],
    [302, 'Up'],
    [404, 'Down'],
    [503, 'Down'],
  ]
  for (const [status, word] of cases)
    test(`is ${word} at HTTP ${status}`, async () => {
      const found = await statusOf(host('grafana'), null, async () => ({ status, text: '' }))
      assert.equal(found?.status, word)
    })
  test('is Down without an answer', async () => assert.equal((await statusOf(host('grafana'), null))?.status, 'Down'))
})

test('statuses() reads when the process started', async () => {
  const text = '# HELP x\nprocess_start_time_seconds 1.7e+09\n'
  const found = await statusOf(host('prometheus'), null, async () => ({ status: 200, text }))
  assert.equal(found?.since, 1_700_000_000_000)
})

test('statuses() waits no longer than its timeout for what never answers', async () => {
  const never = () => new Promise<never>(() => {})
  const dm = { ...fakeDm({}, []), members: never, membersFrom: never, health: never, status: never }
  const hosts = ['dm-master', 'dm-worker', 'grafana'].map((role, index) => ({ ...host(role, role), id: `h:${index}` }))
  const began = performance.now()
  const found = await statuses(hosts, { dm, fetch: never, timeoutMs: 100 })
  assert.deepEqual(
    [...found.values()].map(({ status }) => status),
    ['Down', 'N/A', 'Down'],
  )
  assert.ok(performance.now() - began < 5_000)
})
