import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { drained, emptyView, viewAfter } from '../../src/report/view_model.js'
import { after } from './replayed.js'
import { deployRun } from './runs.js'

describe('viewAfter()', () => {
  test('gives new views and leaves the old ones alone', () => {
    const first = emptyView({ verbose: false })
    const copy = structuredClone(first)
    deployRun().reduce(viewAfter, first)
    assert.deepEqual(first, copy)
  })
})

test('drained() takes the entries out', () => {
  const view = after(deployRun())
  assert.ok(view.entries.length > 10)
  assert.deepEqual(drained(view).entries, [])
})
