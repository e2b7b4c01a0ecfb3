import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Members } from '../../src/hosts/dm_api.js'
import { dmLeadership } from '../../src/modules/dm_leadership.js'
import { fakeHost } from '../fakes/fake_host.js'
import { type FakeDm, fakeDm } from './fake_dm.js'
import { type FakeStore, fakeStore } from './fake_store.js'
import { fakeInstance, fakeTools, summary } from './fake_tools.js'

const led = (leader: string | null): Members => ({ leader, masters: [], workers: [] })
const id = 'a:8261'
const master = fakeInstance({ id, role: 'dm-master', member: 'm1', vars: {} })

function world(given: Partial<FakeDm>, cluster: FakeStore = fakeStore()) {
  const asked: string[] = []
  const dm = fakeDm({ asked, ...given }, [id, 'b:8261', 'c:8261'])
  return { asked, cluster, tools: fakeTools({ dm, cluster, host: master }) }
}

const evicted = { state: 'evicted', timeout: '2s' } as const
const eligible = { state: 'eligible' } as const
const check = async (want: typeof evicted | typeof eligible, { tools }: ReturnType<typeof world>) =>
  summary(await dmLeadership.check(fakeHost(), want, tools))

describe('dm_leadership evicted', () => {
  test('has nothing to do where another leads', async () => {
    assert.equal(await check(evicted, world({ members: led('m2') })), 'same')
  })

  test('differs where it leads, or nobody is known to', async () => {
    for (const leader of ['m1', null])
      assert.deepEqual(await check(evicted, world({ members: led(leader) })), ['m1 hands leadership over'])
  })

  test('has nothing to do where its process is gone, and the quorum with it', async () => {
    assert.equal(await check(evicted, world({ members: led(null), status: null })), 'same')
  })

  test('leaves a DM alone that does not always obey', async () => {
    assert.equal(await check(evicted, world({ members: led('m1') }, fakeStore({ version: 'v2.0.5' }))), 'same')
  })

  test('notes it before the call, tells this master, and waits for another leader', async () => {
    const from: Record<string, Members> = {}
    const seen: unknown[] = []
    const given = world({
      members: led('m1'),
      from,
      evicted: () => {
        seen.push(given.cluster.meta?.withdrawn)
        for (const address of [id, 'b:8261', 'c:8261']) from[address] = led('m3')
      },
    })
    await dmLeadership.apply(fakeHost(), evicted, given.tools)
    assert.deepEqual([given.asked, seen], [['evict a:8261'], [{ [id]: { evicted: true } }]])
  })

  test('gives up in the end, naming who still leads; the note stays', async () => {
    const given = world({ members: led('m1') })
    await assert.rejects(dmLeadership.apply(fakeHost(), evicted, given.tools), {
      message: 'cannot hand leadership over from m1 within 2s: last seen: m1 still leads',
    })
    assert.deepEqual(given.cluster.meta?.withdrawn, { [id]: { evicted: true } })
  })

  test('is for masters only', async () => {
    const tools = fakeTools({ dm: fakeDm({}, [id]), cluster: fakeStore() })
    await assert.rejects(dmLeadership.check(fakeHost(), evicted, tools), /is no dm-master: dm-worker/)
  })
})

describe('dm_leadership eligible', () => {
  const before = () => fakeStore({ withdrawn: { [id]: { evicted: true, out: true } } })

  test('has nothing to do where nothing is, or its process is gone', async () => {
    assert.equal(await check(eligible, world({})), 'same')
    assert.equal(await check(eligible, world({ status: null }, before())), 'same')
  })

  test('takes back what was said, and strikes it out', async () => {
    const given = world({}, before())
    assert.deepEqual(await check(eligible, given), ['m1 may lead again'])
    await dmLeadership.apply(fakeHost(), eligible, given.tools)
    assert.deepEqual([given.asked, given.cluster.meta?.withdrawn], [['cancel a:8261'], { [id]: { out: true } }])
    assert.equal(await check(eligible, given), 'same')
  })
})
