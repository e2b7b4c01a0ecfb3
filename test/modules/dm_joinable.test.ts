import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Members } from '../../src/hosts/dm_api.js'
import { dmJoinable } from '../../src/modules/dm_joinable.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeDm, master } from './fake_dm.js'
import { fakeTools } from './fake_tools.js'

const joins = { id: 'd:8261', role: 'dm-master', member: 'dm-4', vars: { peer_url: 'http://d:8291' } } as const
const works = { id: 'd:8262', role: 'dm-worker', member: 'w-4', vars: { peer_url: null } } as const
const read = (given: Partial<Members>, hosts: readonly (typeof joins | typeof works)[] = [joins, works]) => {
  const members = { leader: 'dm-1', masters: [master('dm-1')], workers: [], ...given }
  return dmJoinable.read(fakeHost(), { hosts: [...hosts] }, fakeTools({ dm: fakeDm({ members }, ['a']) }))
}
const at = (name: string, url: string) => ({ ...master(name, false), peerUrls: [url] })

describe('dm_joinable', () => {
  test('takes new members, and one of them that has begun to join', async () => {
    assert.deepEqual(await read({}), { leader: 'dm-1' })
    assert.deepEqual(await read({ masters: [master('dm-1'), at('', 'http://d:8291')] }), { leader: 'dm-1' })
  })

  test('names all that is in the way', async () => {
    const masters = [at('dm-1', 'http://a:8291'), at('', 'http://x:8291'), at('dm-4', 'http://y:8291')]
    const workers = [{ name: 'w-4', address: 'y:8262', stage: 'free' as const, source: '' }]
    await assert.rejects(read({ leader: null, masters, workers }), {
      message:
        'cannot add members now as there is no leader; the master dm-1 does not answer: start it, or remove it first; ' +
        'a master at http://x:8291 has begun to join: finish its scale-out first; ' +
        'the master dm-4 is registered at http://y:8291; the worker w-4 is registered at y:8262',
    })
  })

  test('lets workers join whatever becomes of other masters', async () => {
    assert.deepEqual(await read({ masters: [master('dm-1'), at('dm-2', 'http://b:8291')] }, [works]), {
      leader: 'dm-1',
    })
  })
})
