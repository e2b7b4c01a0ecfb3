import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askVotes } from '../../../src/playground/store/election.js'
import type { AskPeer, VoteReply, VoteRequest } from '../../../src/playground/store/peer_protocol.js'
import { member } from '../states.js'

const members = [member('m1'), member('m2'), member('m3')]
const request: VoteRequest = {
  clusterId: 'c',
  from: member('m1').id,
  term: 1,
  lastTerm: 0,
  lastIndex: 0,
  pre: false,
  handedOver: false,
}

function answering(replies: Readonly<Record<string, VoteReply>>): AskPeer {
  return async (url) => {
    const reply = replies[url]
    if (reply === undefined) throw new Error('silent')
    return reply as never
  }
}

const yes = { term: 1, granted: true, removed: false }
const no = { term: 1, granted: false, removed: false }

test('askVotes() is won by a majority, though others are silent', async () => {
  assert.equal(await askVotes({ ask: answering({ 'http://m2:8291': yes }), members, request }), 'won')
})

test('askVotes() is lost without one', async () => {
  assert.equal(await askVotes({ ask: answering({ 'http://m2:8291': no }), members, request }), 'lost')
})

test('askVotes() hears that it was removed, and needs nobody when alone', async () => {
  assert.equal(
    await askVotes({ ask: answering({ 'http://m3:8291': { ...no, removed: true } }), members, request }),
    'removed',
  )
  assert.equal(await askVotes({ ask: answering({}), members: members.slice(0, 1), request }), 'won')
})
