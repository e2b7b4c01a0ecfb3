import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DmApi } from '../../src/hosts/dm_api.js'
import { readLive, unknownCluster } from '../../src/run/live.js'

const api = (members: DmApi['members']) => ({ members }) as unknown as DmApi

test('readLive() names leader, members and bindings', async () => {
  const members: DmApi['members'] = async () => ({
    leader: 'm1',
    masters: [
      { name: 'm1', memberId: '1', alive: true, clientUrls: [], peerUrls: [] },
      { name: 'm2', memberId: '2', alive: false, clientUrls: [], peerUrls: [] },
    ],
    workers: [
      { name: 'w1', address: 'a:1', stage: 'bound', source: 's1' },
      { name: 'w2', address: 'b:1', stage: 'free', source: '' },
    ],
  })
  const live = await readLive(api(members))
  assert.equal(live.leader, 'm1')
  assert.deepEqual(live.bindings, { s1: 'w1' })
  assert.deepEqual(live.members?.m2, { role: 'dm-master', stage: 'down', source: null })
  assert.deepEqual(live.members?.w1, { role: 'dm-worker', stage: 'bound', source: 's1' })
})

test('readLive() is unknown, not an error, where nobody answers', async () => {
  assert.equal(await readLive(null), unknownCluster)
  const dead: DmApi['members'] = async () => {
    throw new Error('refused')
  }
  assert.equal(await readLive(api(dead)), unknownCluster)
})
