import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Event } from '../../src/core/event.js'
import type { Entry, View } from '../../src/report/view.js'
import { drained, emptyView, viewAfter } from '../../src/report/view_model.js'
import { changed, ok, Recorder, skipped } from './recorder.js'
import { deployRun, planRun } from './runs.js'

const after = (events: readonly Event[], verbose = false): View => events.reduce(viewAfter, emptyView({ verbose }))
const kinds = (view: View): Entry['kind'][] => view.entries.map(({ entry }) => entry.kind)

describe('viewAfter()', () => {
  test('gives new views and leaves the old ones alone', () => {
    const first = emptyView({ verbose: false })
    const copy = structuredClone(first)
    deployRun().reduce(viewAfter, first)
    assert.deepEqual(first, copy)
  })

  test('hides a task on which every host was skipped, unless asked for', () => {
    const run = new Recorder('x', ['a', 'b'])
    run.task('Skipped', ['a', 'b'], [skipped])
    assert.deepEqual(kinds(after(run.events)), ['run'])
    assert.deepEqual(kinds(after(run.events, true)), ['run', 'block', 'host', 'host', 'task'])
  })

  test('puts the heading of a block above its first line only', () => {
    const run = new Recorder('x', ['a'])
    const block = run.begin('Block', ['a'], { does: 'block' })
    run.task('Skipped', ['a'], [skipped], { depth: 1 })
    run.task('One', ['a'], [ok], { depth: 1 })
    run.task('Two', ['a'], [ok], { depth: 1 })
    run.end(block, 1)
    assert.deepEqual(kinds(after(run.events)), ['run', 'block', 'task', 'task'])
  })

  test('says of a block what its tasks cannot: a rescue', () => {
    const run = new Recorder('x', ['a'])
    const block = run.begin('Block', ['a'], { does: 'block' })
    run.task('Inside', ['a'], [{ kind: 'failed', error: { message: 'no', code: 'E-X' } }], { depth: 1 })
    run.host(block, 'a', { kind: 'rescued', error: { message: 'no', code: 'E-X' } })
    run.end(block, 1)
    assert.deepEqual(kinds(after(run.events)), ['run', 'block', 'failure', 'task', 'task'])
  })

  test('names the hosts that failed the same way together', () => {
    const run = new Recorder('x', ['a1', 'a2', 'a3'])
    const task = run.begin('Unpack', ['a1', 'a2', 'a3'])
    for (const host of ['a1', 'a2'])
      run.host(task, host, { kind: 'failed', error: { message: `full: ${host}`, code: 'E-X' } })
    run.host(task, 'a3', { kind: 'failed', error: { message: 'gone', code: 'E-X' } })
    const [view] = after(run.events).tasks
    assert.deepEqual(
      view?.failures.map(({ hosts }) => hosts),
      [['a1', 'a2'], ['a3']],
    )
  })

  test('says a wait again after ten seconds', () => {
    const run = new Recorder('x', ['a'])
    const task = run.begin('Wait', ['a'])
    for (let second = 0; second < 31; second++) {
      run.waiting(task, 'a', `${second} s`)
      run.wait(1000)
    }
    assert.deepEqual(kinds(after(run.events)), ['run', 'wait', 'wait', 'wait'])
  })

  test('keeps a plan quiet and gathers what it found', () => {
    const view = after(planRun())
    assert.deepEqual(kinds(view), ['run', 'connected'])
    assert.deepEqual(view.plan.map(({ task }) => task.name).slice(0, 2), [
      'Write the configuration',
      'Make the directories',
    ])
  })

  test('makes one row of a task that a plan ran in batches', () => {
    const run = new Recorder('x', ['a', 'b'], 'plan')
    run.play('Play', ['a', 'b'])
    const task = run.begin('Task', ['a'])
    run.host(task, 'a', changed('create /x'))
    run.end(task, 1)
    run.add({ kind: 'task_started', at: run.at, task, depth: 0, hosts: ['b'] })
    run.host(task, 'b', changed('create /x'))
    run.end(task, 1)
    const [row] = after(run.events).plan
    assert.deepEqual(row?.changes, [{ hosts: ['a', 'b'], changes: [{ summary: 'create /x' }] }])
  })
})

test('drained() takes the entries out', () => {
  const view = after(deployRun())
  assert.ok(view.entries.length > 10)
  assert.deepEqual(drained(view).entries, [])
})
