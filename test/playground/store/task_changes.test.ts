import assert from 'node:assert/strict'
import { test } from 'node:test'
import { taskChanges } from '../../../src/playground/store/task_changes.js'
import { code, source, stateOf, subtask, task, worker } from '../states.js'

const add = { kind: 'add_task', name: 't', config: '', mode: 'all', sources: ['s1'] } as const
const stage = { kind: 'stage_subtasks', task: 't', sources: ['s1'] } as const
const record = {
  kind: 'record_subtask',
  task: 't',
  source: 's1',
  worker: 'w1',
  unit: 'Sync',
  checkpoint: 40,
  finished: false,
} as const

test('add_task wants known sources, each once', () => {
  const state = stateOf({ sources: [source('s1')] })
  const added = taskChanges.add_task(state, add)
  assert.deepEqual(added.tasks.t?.subtasks, [subtask('s1', { unit: 'Dump' })])
  assert.throws(() => taskChanges.add_task(added, add), code(46014))
  assert.throws(() => taskChanges.add_task(state, { ...add, sources: ['sx'] }), code(46008))
})

test('remove_subtasks drops the task with its last subtask', () => {
  const state = stateOf({ tasks: [task('t', [subtask('s1'), subtask('s2')])] })
  const one = taskChanges.remove_subtasks(state, { kind: 'remove_subtasks', task: 't', sources: ['s1'] })
  assert.equal(one.tasks.t?.subtasks.length, 1)
  assert.deepEqual(taskChanges.remove_subtasks(one, { kind: 'remove_subtasks', task: 't', sources: ['s2'] }).tasks, {})
  assert.throws(
    () => taskChanges.remove_subtasks(state, { kind: 'remove_subtasks', task: 'x', sources: [] }),
    code(46016),
  )
  assert.throws(
    () => taskChanges.remove_subtasks(state, { kind: 'remove_subtasks', task: 't', sources: ['sx'] }),
    code(46017),
  )
})

test('a pause stands at the reserved position until the worker tells the exact one', () => {
  const state = stateOf({
    workers: [worker('w1', { source: 's1' })],
    sources: [source('s1', { upstream: 90 })],
    tasks: [task('t', [subtask('s1')])],
  })
  const paused = taskChanges.stage_subtasks(state, { ...stage, stage: 'Paused' })
  assert.equal(paused.tasks.t?.subtasks[0]?.checkpoint, 90)
  const told = taskChanges.record_subtask(paused, record)
  assert.equal(told.tasks.t?.subtasks[0]?.checkpoint, 40)
  assert.equal(told.tasks.t?.subtasks[0]?.stage, 'Paused')
})

test('record_subtask is only for the bound worker', () => {
  const state = stateOf({ workers: [worker('w1')], tasks: [task('t', [subtask('s1')])] })
  assert.equal(taskChanges.record_subtask(state, record), state)
})

test('an unfinished load is kept with its worker, a finished one ends the subtask', () => {
  const state = stateOf({ workers: [worker('w1', { source: 's1' })], tasks: [task('t', [subtask('s1')])] })
  const loading = taskChanges.record_subtask(state, { ...record, unit: 'Load' })
  assert.deepEqual(loading.workers.w1?.loading, [{ task: 't', source: 's1' }])
  const finished = taskChanges.record_subtask(loading, { ...record, unit: 'Load', finished: true })
  assert.deepEqual(finished.workers.w1?.loading, [])
  assert.equal(finished.tasks.t?.subtasks[0]?.stage, 'Finished')
  assert.equal(
    taskChanges.stage_subtasks(finished, { ...stage, stage: 'Paused' }).tasks.t?.subtasks[0]?.stage,
    'Finished',
  )
})
