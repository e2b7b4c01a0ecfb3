import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { DmApi, Members, WorkerStage } from '../../src/hosts/dm_api.js'
import { dmMember } from '../../src/modules/dm_member.js'
import type { UnitStatus } from '../../src/services/services.js'
import { completed } from '../contract/modules.js'
import { fakeHost } from '../fakes/fake_host.js'
import { type FakeDm, fakeDm, master } from './fake_dm.js'
import { fakeInstance, fakeServices, fakeTools, running } from './fake_tools.js'

function read(want: object, table: Partial<FakeDm>, role = 'dm-worker') {
  const tools = fakeTools({ dm: fakeDm(table, ['a:8261']), host: fakeInstance({ role }) })
  return dmMember.read(fakeHost(), completed(dmMember, { timeout: '1s', ...want }), tools)
}

const worker = (stage: WorkerStage): Members => ({
  leader: 'dm-1',
  masters: [],
  workers: [{ name: 'w1', address: 'a:8262', stage, source: '' }],
})

describe('dm_member of a worker', () => {
  for (const stage of ['free', 'bound', 'relay', 'unknown'] as const) {
    test(`serves when it is ${stage}`, async () => {
      const found = await read({ name: 'w1' }, { members: worker(stage) })
      assert.deepEqual(found, { version: 'v8.1.0', stage, leader: 'dm-1' })
    })
  }

  test('says why it does not serve', async () => {
    const why = (text: string) => ({ message: `cannot wait until w1 serves within 1s: last seen: ${text}` })
    await assert.rejects(read({ name: 'w1' }, { members: worker('offline') }), why('w1 is listed offline'))
    await assert.rejects(read({ name: 'w1' }, {}), why('w1 is not among the workers'))
    await assert.rejects(read({ name: 'w1' }, { status: null }), why('172.19.0.101:8262 does not answer'))
  })
})

describe('dm_member that is to be steady', () => {
  const steady = { name: 'w1', steady: '6s', timeout: '20s' }

  test('serves for so long without a break', async () => {
    const tools = fakeTools({ dm: fakeDm({ members: worker('free') }, ['a:8261']), host: fakeInstance() })
    let looks = 0
    const dm = { ...tools.dm, status: async () => (++looks === 10 ? null : new Map([['Release Version', 'v8.1.0']])) }
    await dmMember.read(fakeHost(), completed(dmMember, steady), { ...tools, dm: dm as DmApi })
    assert.equal(tools.clock.monotonic(), 7_000)
    assert.deepEqual(tools.waited.slice(0, 3), [
      'it serves; not for long yet',
      '172.19.0.101:8262 does not answer',
      'it serves; not for long yet',
    ])
  })
})

describe('dm_member that is to be offline', () => {
  const offline = { name: 'w1', state: 'offline' }

  test('is offline, or not registered any more', async () => {
    assert.deepEqual(await read(offline, { members: worker('offline') }), {
      version: null,
      stage: 'offline',
      leader: 'dm-1',
    })
    assert.deepEqual(await read({ ...offline, name: 'w2' }, { members: worker('free') }), {
      version: null,
      stage: null,
      leader: 'dm-1',
    })
  })

  test('says what it still is, and that only a worker can be', async () => {
    await assert.rejects(read(offline, { members: worker('bound') }), {
      message: 'cannot wait until w1 is offline within 1s: last seen: w1 is listed bound',
    })
    await assert.rejects(async () => read(offline, {}, 'dm-master'), /as it is no dm-worker: dm-master/)
  })
})

describe('dm_member and a process that ended', () => {
  const dead: UnitStatus = { kind: 'starting', enabled: true, failure: 'exit code 3' }
  const wait = (gone: string, status: UnitStatus) => {
    const tools = fakeTools({ dm: fakeDm({ status: null }, ['a:8261']), services: fakeServices().see(status) })
    return dmMember.read(
      fakeHost().expect(/^find '?\/dm\/log/),
      completed(dmMember, { name: 'w1', timeout: '1s', gone }),
      tools,
    )
  }

  test('gives up at once where it is told to, saying how it ended', async () => {
    await assert.rejects(wait('fail', dead), {
      message: 'cannot wait for dm-worker-8262 as its process ended: exit code 3',
      detail: 'panic: no such file\n',
    })
  })

  test('waits for the next one else, and for one that is there', async () => {
    await assert.rejects(wait('wait', dead), {
      message: 'cannot wait until w1 serves within 1s: last seen: 172.19.0.101:8262 does not answer',
      detail: 'panic: no such file\n',
    })
    await assert.rejects(wait('fail', running()), /last seen/)
  })
})

describe('dm_member of a master', () => {
  const members = (name: string, alive: boolean, leader: string | null): Members => ({
    leader,
    masters: [master(name, alive)],
    workers: [],
  })

  test('serves when it is healthy, alive and led', async () => {
    const found = await read({ name: 'dm-1', role: 'dm-master', address: 'a:8261' }, {})
    assert.deepEqual(found, { version: 'v8.1.0', stage: null, leader: 'dm-1' })
  })

  const troubles: readonly [string, Partial<FakeDm>][] = [
    ['a:8261 does not answer', { status: null }],
    ['a:8261 answers but has no quorum', { health: false }],
    ['dm-1 is not among the masters', { members: members('', true, 'dm-2') }],
    ['dm-1 is listed but not alive', { members: members('dm-1', false, 'dm-2') }],
    ['there is no leader', { members: members('dm-1', true, null) }],
  ]
  for (const [seen, table] of troubles) {
    test(`says in the end: ${seen}`, async () => {
      const want = { name: 'dm-1', role: 'dm-master', address: 'a:8261' }
      await assert.rejects(read(want, table), {
        message: `cannot wait until dm-1 serves within 1s: last seen: ${seen}`,
      })
    })
  }

  test('is no other component', async () => {
    await assert.rejects(async () => read({ name: 'g' }, {}, 'grafana'), /neither dm-master nor dm-worker: grafana/)
  })
})
