import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { DmApi } from '../../src/hosts/dm_api.js'
import { fencedDm, fencedDmctl } from '../../src/run/fenced.js'

const fenced = async (): Promise<void> => {
  throw new Error('another run has taken over')
}

describe('fencedDm()', () => {
  const done: string[] = []
  const change = (name: string) => async (): Promise<void> => void done.push(name)
  const dm = {
    masters: ['a:8261'],
    members: async () => ({ leader: 'm1', masters: [], workers: [] }),
    offline: change('offline'),
    evict: change('evict'),
    cancelEvict: change('cancelEvict'),
    operateTask: change('operateTask'),
  } as unknown as DmApi

  test('lets nothing change DM once another run has taken over, and still looks', async () => {
    const api = fencedDm(dm, fenced)
    await assert.rejects(api.offline('master', 'm1'), /taken over/)
    await assert.rejects(api.evict('a:8261'), /taken over/)
    await assert.rejects(api.cancelEvict('a:8261'), /taken over/)
    await assert.rejects(api.operateTask('pause', { task: 't', source: 's' }), /taken over/)
    assert.deepEqual(done, [])
    assert.equal((await api.members()).leader, 'm1')
  })

  test('hands everything on while the run owns the cluster', async () => {
    const api = fencedDm(dm, async () => {})
    await api.offline('master', 'm1')
    await api.operateTask('resume', { task: 't', source: 's' })
    assert.deepEqual(done, ['offline', 'operateTask'])
  })
})

describe('fencedDmctl()', () => {
  test('asks before every call', async () => {
    const of = async () => ({ version: 'v8.1.0', call: async () => 'said' })
    await assert.rejects((await fencedDmctl(of, fenced)('v8.1.0')).call(['start-task']), /taken over/)
    assert.equal(await (await fencedDmctl(of, async () => {})('v8.1.0')).call(['start-task']), 'said')
  })
})
