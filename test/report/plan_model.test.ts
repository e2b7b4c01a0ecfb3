import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { changed, Recorder } from './recorder.js'
import { after } from './replayed.js'

describe('planAfter()', () => {
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
