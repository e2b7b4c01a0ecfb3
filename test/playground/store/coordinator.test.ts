import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Coordinator } from '../../../src/playground/store/coordinator.js'
import type { AskPeer } from '../../../src/playground/store/peer_protocol.js'
import type { Entry } from '../../../src/playground/store/record.js'
import { member, stateOf } from '../states.js'

function coordinator({ members, ask, now }: { members: readonly string[]; ask: AskPeer; now: () => number }) {
  const saved: Entry[] = []
  const agreed: Entry[] = []
  const made = new Coordinator({
    term: { clusterId: 'c', memberId: member('m1').id, term: 4 },
    entry: { term: 1, index: 2, state: stateOf({ members: members.map((name) => member(name)) }) },
    ask,
    now,
    save: (entry) => void saved.push(entry),
    agreed: (entry) => void agreed.push(entry),
    answered: () => {},
  })
  made.start()
  return { made, saved, agreed }
}

const silent: AskPeer = async () => {
  throw new Error('silent')
}

test('Coordinator agrees alone when it is alone, in its own term', async () => {
  const { made, saved, agreed } = coordinator({ members: ['m1'], ask: silent, now: () => 0 })
  assert.deepEqual([saved[0]?.term, saved[0]?.index], [4, 3])
  assert.equal((await made.propose({ kind: 'grant', lease: 'l', ttlMs: 5 })).kind, 'done')
  assert.equal(agreed.at(-1)?.index, 4)
  assert.equal(made.renew('l'), true)
  assert.deepEqual(await made.propose({ kind: 'noop' }), { kind: 'done', index: 4 })
  const refused = await made.propose({ kind: 'remove_worker', name: 'w' })
  assert.equal(refused.kind === 'refused' && refused.refusal.code, 46004)
  assert.equal(await made.barrier({ timeoutMs: 10, ended: () => false }), true)
})

test('Coordinator agrees on nothing without a majority, gives up, and settles what waits', async () => {
  let now = 0
  const { made, agreed } = coordinator({ members: ['m1', 'm2'], ask: silent, now: () => now })
  const proposed = made.propose({ kind: 'grant', lease: 'l', ttlMs: 5 })
  assert.equal(made.tick(), true)
  now = 5000
  assert.equal(made.tick(), false)
  made.end()
  assert.deepEqual(await proposed, { kind: 'no_quorum' })
  assert.deepEqual(agreed, [])
  assert.equal(made.successor, null)
})
