import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SourceWorker } from '../../../src/playground/dm_worker/source_worker.js'
import { source, subtask } from '../states.js'

const assigned = (name: string, stage: 'Running' | 'Paused' = 'Running') => ({
  task: { name, mode: 'incremental' as const },
  subtask: subtask('s1', { stage }),
})

test('SourceWorker starts, pauses and drops subtasks as assigned', () => {
  const worker = new SourceWorker({ source: source('s1'), now: () => 0, unitMs: 10 })
  assert.deepEqual(worker.follow([assigned('b'), assigned('a')]), [])
  assert.deepEqual(
    worker.subtasks.map((running) => running.name),
    ['a', 'b'],
  )
  const paused = worker.follow([assigned('a', 'Paused')])
  assert.deepEqual(
    paused.map((running) => running.name),
    ['a'],
  )
  assert.deepEqual(
    worker.subtasks.map(({ name, stage }) => [name, stage]),
    [['a', 'Paused']],
  )
  worker.stop()
  assert.equal(worker.subtasks[0]?.stage, 'Stopped')
})
