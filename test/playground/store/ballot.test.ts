import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ballotOf, mayVote } from '../../../src/playground/store/ballot.js'
import type { VoteRequest } from '../../../src/playground/store/peer_protocol.js'
import { stateOf } from '../states.js'

const record = {
  memberId: 'b',
  clusterId: 'c',
  term: 3,
  votedFor: 'x',
  entry: { term: 3, index: 7, state: stateOf({}) },
}
const request: VoteRequest = {
  clusterId: 'c',
  from: 'a',
  term: 4,
  lastTerm: 3,
  lastIndex: 7,
  pre: false,
  handedOver: false,
}

const rows: readonly (readonly [string, Partial<VoteRequest>, boolean, boolean])[] = [
  ['for one as new in a later term', {}, false, true],
  ['not while a coordinator is heard of', {}, true, false],
  ['then too when it handed over', { handedOver: true }, true, true],
  ['not for one that has less', { lastIndex: 6 }, false, false],
  ['not for one whose newest is of an earlier term', { lastTerm: 2, lastIndex: 99 }, false, false],
  ['not in an earlier term', { term: 2 }, false, false],
  ['not twice in one term', { term: 3 }, false, false],
  ['again for the same one', { term: 3, from: 'x' }, false, true],
  ['not for another cluster', { clusterId: 'd' }, false, false],
]

for (const [name, part, follows, expected] of rows) {
  test(`mayVote() votes ${name}`, () => {
    assert.equal(mayVote(record, { request: { ...request, ...part }, follows }), expected)
  })
}

test('mayVote() votes for whoever asks before it has learned of its cluster', () => {
  const joining = { memberId: '', clusterId: '', term: 0, votedFor: '', entry: null }
  assert.equal(mayVote(joining, { request, follows: false }), true)
})

test('ballotOf() asks for the next term, with what it has; nobody else’s member asks', () => {
  const members = [{ id: 'b', name: '', peerUrls: [], clientUrls: [] }]
  const own = { ...record, entry: { ...record.entry, state: { ...record.entry.state, members } } }
  assert.deepEqual(ballotOf(own, { handedOver: true }), {
    ...{ clusterId: 'c', from: 'b', term: 4, lastTerm: 3, lastIndex: 7, handedOver: true },
  })
  assert.equal(ballotOf(record, { handedOver: false }), null)
  assert.equal(ballotOf({ ...own, entry: null }, { handedOver: false }), null)
})
