import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { v1TaskFiles } from '../../../src/core/v1_tasks.js'
import type { Findings } from '../../../src/dm/legacy/findings.js'
import { tasksOf } from '../../../src/dm/legacy/tasks.js'
import { messages, takenOver } from './reading.js'

const workers = takenOver().takeover?.seen.filter(({ source }) => source !== null) ?? []
type Stored = Parameters<typeof v1TaskFiles>[0][number]

/** Of the first worker, which has these tasks; null: no store. */
function kept(tasks: readonly Stored[] | null, leave: readonly string[] = []) {
  const found: Findings = { errors: [], warnings: [] }
  const rows = tasks === null ? null : [...v1TaskFiles(tasks, 'v1.0.6')]
  const files = rows && Object.fromEntries(rows.map(([name, bytes]) => [name, bytes.toString('base64')]))
  const one = workers.slice(0, 1).map((seen) => ({ ...seen, look: { ...seen.look, meta: { path: '/m', files } } }))
  return { tasks: tasksOf(one, { wishes: { leave }, found }), ...found }
}
const task = (name: string, stage: Stored['stage']): Stored => ({ name, stage, config: `name = "${name}"\n` })

describe('tasksOf()', () => {
  test('takes those that run or are paused over, as they are', () => {
    const { tasks, errors } = kept([task('a', 'Running'), task('b', 'Paused')])
    assert.deepEqual(errors, [])
    assert.deepEqual(tasks, [
      { task: 'a', source: 'mysql-replica-01', stage: 'Running' },
      { task: 'b', source: 'mysql-replica-01', stage: 'Paused' },
    ])
  })

  test('names every other one, at its worker, with how to go on', () => {
    const { tasks, errors } = kept([task('a', 'Stopped'), task('b', 'New'), task('c', 'Running')])
    assert.deepEqual(
      tasks.map((one) => one.task),
      ['c'],
    )
    assert.match(messages(errors), /task a of mysql-replica-01 is Stopped, so that .*\n.*task b .* is New/)
    assert.deepEqual([errors[0]?.at?.line, /--leave-task a$/.test(errors[0]?.hint ?? '')], [6, true])
  })

  test('what may stay behind is a warning', () => {
    const { errors, warnings } = kept([task('a', 'Stopped')], ['a'])
    assert.deepEqual(errors, [])
    assert.match(messages(warnings), /^the task a of mysql-replica-01 is Stopped/m)
  })

  test('none where there is no store', () => assert.deepEqual(kept(null).tasks, []))
})
