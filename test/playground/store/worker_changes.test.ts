import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runningTasks, workerChanges } from '../../../src/playground/store/worker_changes.js'
import { code, source, stateOf, subtask, task, worker } from '../states.js'

test('register_worker accepts a restart and refuses another address', () => {
  const before = stateOf({ workers: [worker('w1')] })
  assert.equal(
    workerChanges.register_worker(before, { kind: 'register_worker', name: 'w1', address: 'w1:8262' }),
    before,
  )
  assert.throws(
    () => workerChanges.register_worker(before, { kind: 'register_worker', name: 'w1', address: 'x:1' }),
    code(46003),
  )
  assert.equal(
    workerChanges.register_worker(before, { kind: 'register_worker', name: 'w2', address: 'x:1' }).workers.w2?.lease,
    null,
  )
})

test('keep_worker needs a lease that is there', () => {
  const before = stateOf({ workers: [worker('w1', { lease: null })], leases: ['l'] })
  assert.equal(
    workerChanges.keep_worker(before, { kind: 'keep_worker', name: 'w1', lease: 'l' }).workers.w1?.lease,
    'l',
  )
  assert.equal(workerChanges.keep_worker(before, { kind: 'keep_worker', name: 'w1', lease: 'gone' }), before)
})

test('remove_worker wants it offline', () => {
  const before = stateOf({ workers: [worker('w1'), worker('w2', { lease: null })] })
  assert.throws(() => workerChanges.remove_worker(before, { kind: 'remove_worker', name: 'w1' }), code(46005))
  assert.throws(() => workerChanges.remove_worker(before, { kind: 'remove_worker', name: 'w9' }), code(46004))
  assert.deepEqual(Object.keys(workerChanges.remove_worker(before, { kind: 'remove_worker', name: 'w2' }).workers), [
    'w1',
  ])
})

test('transfer moves a source whose tasks do not run', () => {
  const workers = [worker('w1', { source: 's1' }), worker('w2'), worker('w3', { lease: null })]
  const idle = stateOf({ workers, sources: [source('s1')], tasks: [task('t', [subtask('s1', { stage: 'Paused' })])] })
  const transfer = (name: string) => ({ kind: 'transfer', source: 's1', worker: name }) as const
  const moved = workerChanges.transfer(idle, transfer('w2'))
  assert.deepEqual([moved.workers.w1?.source, moved.workers.w2?.source], ['', 's1'])
  assert.equal(workerChanges.transfer(idle, transfer('w1')), idle)
  assert.throws(() => workerChanges.transfer(idle, transfer('w3')), code(46006))
  assert.throws(() => workerChanges.transfer(idle, { ...transfer('w2'), source: 'sx' }), code(46008))
  const busy = { ...idle, tasks: { t: task('t', [subtask('s1')]) } }
  assert.throws(() => workerChanges.transfer(busy, transfer('w2')), code(46019))
  assert.deepEqual(runningTasks(busy, 's1'), ['t'])
})

test('start_relay and stop_relay name what stands in the way', () => {
  const state = stateOf({
    workers: [worker('w1', { source: 's2' }), worker('w2', { relaySource: 's2' }), worker('w3')],
    sources: [source('s1')],
  })
  const start = (name: string) => ({ kind: 'start_relay', source: 's1', workers: [name] }) as const
  assert.throws(() => workerChanges.start_relay(state, start('w1')), code(46021))
  assert.throws(() => workerChanges.start_relay(state, start('w2')), code(46020))
  const relaying = workerChanges.start_relay(state, start('w3'))
  assert.equal(relaying.workers.w3?.relaySource, 's1')
  assert.equal(workerChanges.stop_relay(relaying, { ...start('w3'), kind: 'stop_relay' }).workers.w3?.relaySource, '')
  assert.throws(() => workerChanges.stop_relay(state, { ...start('w2'), kind: 'stop_relay' }), code(46022))
})
