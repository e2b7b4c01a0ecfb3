import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ex, load, playbook, rejected, tasksOf } from './fixture.js'

const wrong = async (tasks: string) =>
  (await rejected(load({ 'main.yaml': playbook(tasks) }))).map((text) => text.replace('main.yaml:', ''))

describe('readSet()', () => {
  test('reads names and values, which later tasks know', async () => {
    const [task] = await tasksOf(
      `- set: { wide: "${ex('host.port > 1')}", few: [1, 2] }\n- when: wide && size(few) == 2\n  probe: {}\n`,
    )
    assert.ok(task?.kind === 'set')
    assert.deepEqual(
      [...task.values].map(([name, { kind }]) => [name, kind]),
      [
        ['wide', 'expression'],
        ['few', 'list'],
      ],
    )
  })

  const cases: readonly [string, readonly string[]][] = [
    ['- set: x\n', ['5 cannot read the task as set must be a map: "x"']],
    ['- set: { host: 1 }\n', ['5 cannot read the task as "host" is a built-in name']],
    ['- set: { a-b: 1 }\n', ['5 cannot read the task as "a-b" cannot be read in expressions']],
    [
      '- set: { a: 1 }\n  register: b\n  on: control\n',
      [
        '6 cannot read the task as register does not belong to this kind of task',
        '7 cannot read the task as on does not belong to this kind of task',
      ],
    ],
    ['- when: a\n  probe: {}\n- set: { a: true }\n', ['5 cannot evaluate the expression as nothing is named "a" here']],
    ['- set: { a: 1, b: "${{ a }}" }\n', ['5 cannot evaluate the expression as nothing is named "a" here']],
  ]
  for (const [tasks, said] of cases)
    test(`refuses ${JSON.stringify(tasks)}`, async () => assert.deepEqual(await wrong(tasks), said))
})
