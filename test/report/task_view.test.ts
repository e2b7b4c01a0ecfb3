import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Recorder, skipped } from './recorder.js'
import { after, kinds } from './replayed.js'

describe('the tasks of a view', () => {
  test('hides a task on which every host was skipped, unless asked for', () => {
    const run = new Recorder('x', ['a', 'b'])
    run.task('Skipped', ['a', 'b'], [skipped])
    assert.deepEqual(kinds(after(run.events)), ['run'])
    assert.deepEqual(kinds(after(run.events, true)), ['run', 'block', 'host', 'host', 'task'])
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
})
