import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { playNames, taskNames } from '../../src/language/names.js'

const play = playNames({ inputs: ['a'], select: false, later: new Map([['now', 7]]) })

describe('playNames()', () => {
  test('knows no host yet and says why', () => {
    assert.deepEqual(play.keys('inputs'), ['a'])
    assert.equal(play.keys('host'), undefined)
    assert.equal(play.why('host'), 'host is known in tasks only')
    assert.equal(play.why('now'), 'the task that sets it, on line 7, comes later')
  })

  test('has selected only where the playbook selects', () => {
    assert.equal(play.why('selected'), 'the playbook does not say select: true')
    assert.equal(playNames({ inputs: [], select: true, later: new Map() }).keys('selected'), null)
  })
})

test('taskNames() adds the host, and an inner table leaves the outer one alone', () => {
  const inner = taskNames(play).with('role', null)
  assert.deepEqual(inner.keys('cluster'), ['leader', 'members', 'bindings'])
  assert.equal(inner.list.includes('role'), true)
  assert.equal(play.list.includes('role'), false)
})
