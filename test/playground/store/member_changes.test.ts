import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memberChanges, namedMember } from '../../../src/playground/store/member_changes.js'
import { code, member, stateOf } from '../states.js'

const add = { kind: 'add_member', id: '7', name: 'm2', peerUrls: ['http://m2:8291'] } as const

test('add_member leaves the name empty until it is published', () => {
  const added = memberChanges.add_member(stateOf({ members: [member('m1')] }), add)
  assert.equal(added.members[1]?.name, '')
  const named = memberChanges.publish(added, { kind: 'publish', id: '7', name: 'm2', clientUrls: ['http://m2:8261'] })
  assert.equal(named.members[1]?.name, 'm2')
})

test('add_member is refused by a nameless member and by its own name', () => {
  assert.throws(() => memberChanges.add_member(stateOf({ members: [member('')] }), add), code(38040))
  assert.throws(() => memberChanges.add_member(stateOf({ members: [member('m2')] }), add), code(38040))
})

test('remove_member remembers the id and takes the candidate along', () => {
  const before = {
    ...stateOf({ members: [member('m1'), member('m2')] }),
    candidates: [{ name: 'm1', address: '', lease: 'l' }],
  }
  const after = memberChanges.remove_member(before, { kind: 'remove_member', name: 'm1' })
  assert.deepEqual(
    after.members.map((row) => row.name),
    ['m2'],
  )
  assert.deepEqual(after.removed, [member('m1').id])
  assert.deepEqual(after.candidates, [])
})

test('namedMember() does not know the empty name, even where a nameless member is', () => {
  assert.throws(() => namedMember(stateOf({ members: [member('')] }), ''), code(38048))
})
