import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ex, load, playbook, rejected, tasksOf } from './fixture.js'

const part = `inputs:\n  a: { type: int }\n  b: { type: duration, default: 5m }\ntasks:\n  - fail: { message: "${ex('inputs.a')}" }\n`
const wrong = async (task: string, text = part) =>
  (await rejected(load({ 'main.yaml': playbook(task), 'p.yaml': text }))).map((said) =>
    said.replace(/^[\w.]+:\d+ cannot \w+ the [\w ]+? as /, ''),
  )

describe('readInclude()', () => {
  test('reads the file, its inputs and what it is given', async () => {
    const [task] = await tasksOf(`- include: p.yaml\n  with: { a: "${ex('host.port')}" }\n`, { 'p.yaml': part })
    assert.ok(task?.kind === 'include')
    assert.deepEqual(
      [task.file, [...task.inputs.keys()], [...task.given.keys()], task.tasks[0]?.id],
      ['p.yaml', ['a', 'b'], ['a'], 'plays[0].tasks[0].tasks[0]'],
    )
  })

  const cases: readonly [string, readonly string[]][] = [
    ['- include: p.yaml\n', ['its include needs a']],
    ['- include: p.yaml\n  with: { a: 1, bb: 2 }\n', ['"bb" is not an input of the included file']],
    [
      '- include: p.yaml\n  with: { a: x, b: soon }\n',
      ['a must be a whole number', 'b must be a duration such as 300s, 5m or 300 (seconds)'],
    ],
    ['- include: none.yaml\n', ['there is no file none.yaml']],
    [
      `- include: "${ex('host.id')}"\n`,
      ['an included file is named when the playbook is loaded, not by an expression'],
    ],
    ['- include: p.yaml\n  with: { a: 1 }\n  register: x\n', ['register does not belong to this kind of task']],
  ]
  for (const [task, said] of cases)
    test(`refuses ${JSON.stringify(task)}`, async () => assert.deepEqual(await wrong(task), said))

  test('an included file has its own words', async () => {
    assert.deepEqual(await wrong('- include: p.yaml\n', 'plays: []\n'), [
      '"plays" is not a word here',
      'it has no tasks',
    ])
  })
})
