import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RunningSubtask } from '../../../src/playground/dm_worker/subtask.js'
import type { Subtask, Task } from '../../../src/playground/store/state.js'
import { subtask } from '../states.js'

function started(expected: Partial<Subtask>, mode: Task['mode'] = 'all') {
  const world = { now: 0, upstream: 100 }
  const assigned = { task: { name: 't', mode }, subtask: subtask('s1', expected) }
  return {
    world,
    running: new RunningSubtask({ assigned, upstream: () => world.upstream, now: () => world.now, unitMs: 1000 }),
  }
}

test('RunningSubtask goes from dump over load to sync', () => {
  const { world, running } = started({ unit: 'Dump' })
  assert.equal(running.step(), false)
  world.now = 1000
  assert.equal(running.step(), true)
  assert.equal(running.unit, 'Load')
  world.now = 2000
  running.step()
  assert.deepEqual(running.progress, { unit: 'Sync', checkpoint: 100, finished: false })
})

test('RunningSubtask of a full task finishes after its load', () => {
  const { world, running } = started({ unit: 'Load' }, 'full')
  world.now = 1000
  running.step()
  assert.equal(running.stage, 'Finished')
  running.follow(subtask('s1', { stage: 'Paused' }))
  assert.equal(running.stage, 'Finished')
})

test('RunningSubtask stands while it is paused, and follows again', () => {
  const { world, running } = started({})
  world.upstream = 150
  assert.equal(running.events, 150)
  assert.equal(running.total, 50)
  running.follow(subtask('s1', { stage: 'Paused' }))
  world.upstream = 200
  assert.equal(running.events, 150)
  running.follow(subtask('s1'))
  assert.equal(running.events, 200)
  running.stop()
  world.upstream = 300
  assert.equal(running.progress.checkpoint, 200)
})

test('RunningSubtask taken over paused stands at its checkpoint', () => {
  const { running } = started({ stage: 'Paused', checkpoint: 70 })
  assert.equal(running.events, 70)
})
