import assert from 'node:assert/strict'
import { test } from 'node:test'
import { subtasks, withinFile } from '../../src/language/subtasks.js'
import { tasksOf } from './fixture.js'

test('subtasks() are those of a block and of an include, in the order of the text', async () => {
  const [block, include, plain] = await tasksOf(
    '- block: [{ probe: {} }]\n  rescue: [{ fail: { message: x } }]\n  always: [{ probe: {} }]\n- include: p.yaml\n- probe: {}\n',
    { 'p.yaml': 'tasks: [{ set: { a: 1 } }]\n' },
  )
  const kinds = (task: typeof block) =>
    task && subtasks(task).map((each) => (each.kind === 'module' ? each.module : each.kind))
  assert.deepEqual([kinds(block), kinds(include), kinds(plain)], [['probe', 'fail', 'probe'], ['set'], []])
})

test('withinFile() goes into blocks, not into included files', async () => {
  const tasks = await tasksOf('- block: [{ block: [{ probe: {} }] }]\n- include: p.yaml\n', {
    'p.yaml': 'tasks: [{ set: { a: 1 } }]\n',
  })
  assert.deepEqual(
    withinFile(tasks).map(({ kind }) => kind),
    ['block', 'block', 'module', 'include'],
  )
})
