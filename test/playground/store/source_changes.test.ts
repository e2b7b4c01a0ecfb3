import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sourceChanges } from '../../../src/playground/store/source_changes.js'
import { code, source, stateOf, subtask, task, worker } from '../states.js'

const add = { kind: 'add_source', id: 's1', config: '' } as const

test('add_source binds at once where a worker is free, and not twice', () => {
  const added = sourceChanges.add_source(stateOf({ workers: [worker('w1')] }), add)
  assert.equal(added.workers.w1?.source, 's1')
  assert.throws(() => sourceChanges.add_source(added, add), code(46007))
})

test('remove_source is stopped by tasks and by relay workers', () => {
  const remove = { kind: 'remove_source', id: 's1' } as const
  const state = stateOf({ workers: [worker('w1', { source: 's1' })], sources: [source('s1')] })
  assert.equal(sourceChanges.remove_source(state, remove).workers.w1?.source, '')
  assert.throws(
    () => sourceChanges.remove_source({ ...state, tasks: { t: task('t', [subtask('s1')]) } }, remove),
    code(46010),
  )
  assert.throws(
    () => sourceChanges.remove_source({ ...state, workers: { w: worker('w', { relaySource: 's1' }) } }, remove),
    code(46023),
  )
  assert.throws(() => sourceChanges.remove_source(stateOf({}), remove), code(46008))
})

test('reserve never goes back', () => {
  const state = stateOf({ sources: [source('s1', { upstream: 10 })] })
  assert.equal(sourceChanges.reserve(state, { kind: 'reserve', source: 's1', upstream: 9 }), state)
  assert.equal(sourceChanges.reserve(state, { kind: 'reserve', source: 's1', upstream: 11 }).sources.s1?.upstream, 11)
  assert.equal(sourceChanges.reserve(state, { kind: 'reserve', source: 'sx', upstream: 11 }), state)
})
