import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ex, load, playbook, rejected, tasksOf } from './fixture.js'

const wrong = async (tasks: string) =>
  (await rejected(load({ 'main.yaml': playbook(tasks) }))).map((text) => text.replace('main.yaml:', ''))

describe('readTasks()', () => {
  test('reads the words that every task may carry', async () => {
    const [task] = await tasksOf(
      `- name: N ${ex('host.id')}\n  when: host.port == 1\n  become: true\n  become_user: root\n  run_once: true\n  on: control\n  vars: { a: 1 }\n  block:\n    - probe: {}\n`,
    )
    assert.ok(task?.kind === 'block')
    assert.deepEqual(
      [
        task.id,
        task.name?.kind,
        task.when?.text,
        task.become?.kind,
        task.becomeUser?.kind,
        task.runOnce,
        task.on,
        [...task.vars.keys()],
      ],
      ['plays[0].tasks[0]', 'text', 'host.port == 1', 'literal', 'literal', true, 'control', ['a']],
    )
    assert.equal(task.block[0]?.id, 'plays[0].tasks[0].block[0]')
  })

  test('error is known inside rescue only', async () => {
    await tasksOf(
      `- block:\n    - probe: {}\n  rescue:\n    - fail: { message: "${ex('error.message')} ${ex('error.host')}" }\n`,
    )
    assert.equal(
      (await wrong(`- block:\n    - probe: {}\n  always:\n    - fail: { message: "${ex('error.message')}" }\n`)).length,
      1,
    )
  })

  test('a task that cannot be read still sets its register', async () => {
    assert.equal((await wrong('- prob: {}\n  register: now\n- when: now.same\n  probe: {}\n')).length, 1)
  })

  const cases: readonly [string, readonly string[]][] = [
    ['- x\n', ['5 cannot read the task as it must be a map: "x"']],
    [
      '- name: x\n',
      ['5 cannot read the task as it does nothing: it names no module, and says neither block, include nor set'],
    ],
    ['- probe: {}\n  fail: { message: x }\n', ['6 cannot read the task as it does two things: probe and fail']],
    ['- rescue: []\n', ['5 cannot read the task as rescue stands without block']],
    ['- block: []\n', ['5 cannot read the task as its block is empty']],
    [
      '- block: [{ probe: {} }]\n  register: x\n  with: {}\n',
      [
        '6 cannot read the task as register does not belong to this kind of task',
        '7 cannot read the task as with does not belong to this kind of task',
      ],
    ],
  ]
  for (const [tasks, said] of cases)
    test(`refuses ${JSON.stringify(tasks)}`, async () => assert.deepEqual(await wrong(tasks), said))
})
