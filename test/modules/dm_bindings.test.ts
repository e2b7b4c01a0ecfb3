import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Members } from '../../src/hosts/dm_api.js'
import { dmBindings } from '../../src/modules/dm_bindings.js'
import type { Bindings } from '../../src/state/moves.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeDm } from './fake_dm.js'
import { dmctlHost, dmctlPackages } from './fake_dmctl.js'
import { fakeStore } from './fake_store.js'
import { fakeTools, summary } from './fake_tools.js'

/** Workers by name with the source that each has; transfer-source moves one to a free worker. */
function world(workers: Record<string, string>, bindings?: Bindings) {
  const cluster = fakeStore(bindings ? { bindings } : {})
  const members = (): Members => ({
    leader: 'm',
    masters: [],
    workers: Object.entries(workers).map(([name, source]) => ({
      name,
      address: 'a',
      stage: source === '' ? 'free' : 'bound',
      source,
    })),
  })
  const { host, asked } = dmctlHost((words) => {
    const [, source = '', target = ''] = words.split(' ')
    const holder = Object.keys(workers).find((name) => workers[name] === source) ?? ''
    if (workers[target] !== '') return '{ "result": false }'
    workers[holder] = ''
    workers[target] = source
    return '{ "result": true }'
  })
  const dm = { ...fakeDm({}, ['a']), members: async () => members() }
  const tools = fakeTools({ dm, cluster, packages: dmctlPackages })
  type State = 'noted' | 'compared' | 'restored'
  return {
    cluster,
    tools,
    workers,
    asked,
    check: async (state: State) => summary(await dmBindings.check(fakeHost(), { state }, tools)),
    apply: (state: State) => dmBindings.apply(host, { state }, tools),
  }
}

describe('dm_bindings', () => {
  test('notes who has what, and does not note it again', async () => {
    const { check, apply, cluster } = world({ w1: 's1', w2: '' })
    assert.deepEqual(await check('noted'), ['note s1 at w1'])
    await apply('noted')
    assert.deepEqual([await check('noted'), cluster.meta?.bindings], ['same', { s1: 'w1' }])
  })

  test('has nothing to compare where nothing is noted', async () => {
    const { check } = world({ w1: 's1' })
    assert.deepEqual([await check('compared'), await check('restored')], ['same', 'same'])
  })

  test('says what moved, and strikes the note out', async () => {
    const { check, apply, cluster, tools } = world({ w1: '', w2: 's1', w3: 's2' }, { s1: 'w1', s2: 'w3' })
    const text = 's1 moved from w1 to w2, and stays there'
    assert.deepEqual(await check('compared'), [text])
    await apply('compared')
    assert.deepEqual([tools.said, cluster.meta?.bindings], [[`warning: ${text}`], undefined])
  })

  test('does not call it done while a source has no worker', async () => {
    assert.equal(await world({ w1: '' }, { s1: 'w1' }).check('compared'), 'blocked: no worker has s1')
  })

  test('puts back in the order in which workers get free', async () => {
    const { check, apply, workers, asked } = world({ w1: 's2', w2: '', w3: 's1' }, { s1: 'w1', s2: 'w2' })
    assert.deepEqual(await check('restored'), ['s1 back from w3 to w1', 's2 back from w1 to w2'])
    await apply('restored')
    assert.deepEqual(workers, { w1: 's1', w2: 's2', w3: '' })
    assert.deepEqual(asked, ['transfer-source s2 w2', 'transfer-source s1 w1'])
  })

  test('changes two by way of a free one, and refuses where there is none', async () => {
    const before = { s1: 'w1', s2: 'w2' }
    const with3 = world({ w1: 's2', w2: 's1', w3: '' }, before)
    await with3.apply('restored')
    assert.deepEqual(with3.workers, { w1: 's1', w2: 's2', w3: '' })
    await assert.rejects(world({ w1: 's2', w2: 's1' }, before).apply('restored'), /no worker is free to change by/)
  })

  test('leaves a source where it is whose worker is gone', async () => {
    const { apply, workers } = world({ w2: 's1' }, { s1: 'w1' })
    await apply('restored')
    assert.deepEqual(workers, { w2: 's1' })
  })
})
