import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ok, Recorder, skipped } from './recorder.js'
import { after, kinds } from './replayed.js'
import { planRun } from './runs.js'

describe('the entries of a view', () => {
  test('puts the heading of a block above its first line only', () => {
    const run = new Recorder('x', ['a'])
    const block = run.begin('Block', ['a'], { does: 'block' })
    run.task('Skipped', ['a'], [skipped], { depth: 1 })
    run.task('One', ['a'], [ok], { depth: 1 })
    run.task('Two', ['a'], [ok], { depth: 1 })
    run.end(block, 1)
    assert.deepEqual(kinds(after(run.events)), ['run', 'block', 'task', 'task'])
  })

  test('keeps a plan quiet and gathers what it found', () => {
    const view = after(planRun())
    assert.deepEqual(kinds(view), ['run', 'connected'])
    assert.deepEqual(view.plan.map(({ task }) => task.name).slice(0, 2), [
      'Write the configuration',
      'Make the directories',
    ])
  })
})
