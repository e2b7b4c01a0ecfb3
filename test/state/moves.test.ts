import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withBindings, withMove } from '../../src/state/moves.js'
import { fakeMeta } from '../modules/fake_store.js'

test('withMove() notes tasks by source, and leaves no trace of the last', () => {
  const first = withMove(fakeMeta(), 's1', ['t1'])
  const both = withMove(first, 's2', ['t2', 't3'])
  assert.deepEqual(both.moving, { s1: ['t1'], s2: ['t2', 't3'] })
  assert.deepEqual(withMove(withMove(both, 's1', []), 's2', []), fakeMeta())
})

test('withBindings() notes them, and strikes them out', () => {
  const noted = withBindings(fakeMeta(), { s1: 'w1' })
  assert.deepEqual(noted.bindings, { s1: 'w1' })
  assert.deepEqual(withBindings(noted, null), fakeMeta())
})
