import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Followers } from '../../../src/playground/store/followers.js'
import type { AppendRequest, AskPeer } from '../../../src/playground/store/peer_protocol.js'
import { until } from '../memory_raft.js'
import { member, stateOf } from '../states.js'

const members = [member('m1'), member('m2'), member('m3')]
const own = { id: member('m1').id, index: 5 }

function followers(silent: readonly string[], sent: AppendRequest[] = []): Followers {
  const ask: AskPeer = async (url, _path, { request }) => {
    sent.push(request as AppendRequest)
    if (silent.includes(url)) throw new Error('silent')
    return { term: 1, ok: true, index: 5, removed: false } as never
  }
  const sending = () => ({
    term: { clusterId: 'c', memberId: own.id, term: 1 },
    entry: { term: 1, index: 5, state: stateOf({}) },
    commit: 4,
  })
  return new Followers({ ask, now: () => 100, sending, answered: () => {} })
}

test('Followers counts what a majority has', async () => {
  const some = followers(['http://m3:8291'])
  assert.equal(some.committable(members, own), -1)
  some.push(members)
  await until(() => (some.committable(members, own) === 5 ? true : undefined))
  assert.equal(some.followedAt(members, own.id), 100)
  assert.deepEqual([...some.active(50)], [member('m2').id])
  assert.equal(some.newest(members)?.name, 'm2')
})

test('Followers sends a state once, then heartbeats', async () => {
  const sent: AppendRequest[] = []
  const one = followers([], sent)
  one.push(members.slice(0, 2))
  await until(() => (one.active(50).size > 0 ? true : undefined))
  one.push(members.slice(0, 2))
  await until(() => (sent.length > 1 ? true : undefined))
  assert.deepEqual(
    sent.map((request) => request.entry === null),
    [false, true],
  )
})
