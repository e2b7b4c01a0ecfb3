import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { errorText } from '../../src/core/error.js'
import type { Task } from '../../src/language/playbook.js'
import { ex, load, playbook, rejected, tasksOf } from './fixture.js'
import { golden } from './golden.js'

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/language/${name}`, import.meta.url), 'utf8')

const said = (files: Readonly<Record<string, string>>, shipped = true): Promise<string> =>
  load(files, { shipped }).then(
    () => 'it was accepted',
    (error: unknown) => errorText(error),
  )

describe('loadPlaybook()', () => {
  test('reads a playbook with all that it includes', async () => {
    const files = Object.fromEntries(
      ['swap', 'may_stop', 'out_of_service', 'back_in_service'].map((name) => [
        `parts/${name}.yaml`,
        fixture(`parts/${name}.yaml`),
      ]),
    )
    const patch = await load({ 'main.yaml': fixture('patch.yaml'), ...files }, { shipped: true })
    assert.deepEqual(patch.arguments, ['package'])
    assert.equal(patch.select, true)
    assert.deepEqual([...patch.inputs.keys()], ['package', 'overwrite', 'offline', 'transfer_timeout'])
    assert.deepEqual(
      patch.plays.map(({ serial, order, forEach, maxFailures }) => [serial, order, forEach?.name, maxFailures]),
      [
        [null, 'inventory', undefined, 0],
        [1, 'down_first', 'role', null],
        [null, 'inventory', undefined, null],
      ],
    )
    golden('patch_tasks', patch.plays.flatMap(({ tasks }) => tasks.flatMap(outline)).join('\n'))
  })

  test('tells every mistake at once, each with its place and the next step', async () => {
    golden(
      'playbook',
      await said({ 'main.yaml': fixture('mistakes.yaml'), 'parts/some.yaml': fixture('parts/some.yaml') }),
    )
  })

  test('words of Ansible get their own hints', async () => {
    const task = [
      'with_items: [1]',
      'become_method: su',
      'delegate_to: localhost',
      'ignore_errors: true',
      'fail_when: "true"',
      'local_action: x',
      'async: 3',
      'ansible.builtin.servce: {}',
      'import_tasks: x.yaml',
    ]
    const words = task.map((word) => `- probe: {}\n  ${word}`).join('\n')
    const play =
      '    gather_facts: false\n    roles: []\n    any_errors_fatal: true\n    strategy: free\n    vars_files: []\n    pre_tasks: []\n'
    golden('foreign_words', await said({ 'main.yaml': playbook(words) + play }, false))
  })

  test('reads files once and names the included file in its problems, once', async () => {
    const files = {
      'main.yaml': playbook('- include: a.yaml\n- include: a.yaml'),
      'a.yaml': 'tasks:\n  - servce: {}\n',
    }
    assert.deepEqual(await rejected(load(files)), [
      'a.yaml:2 cannot read the task as "servce" is neither a word of a task nor a module',
    ])
  })

  test('refuses cycles', async () => {
    const files = {
      'main.yaml': playbook('- include: a/a.yaml'),
      'a/a.yaml': 'tasks:\n  - include: b.yaml\n',
      'a/b.yaml': 'tasks:\n  - include: ../a/a.yaml\n',
    }
    assert.deepEqual(await rejected(load(files)), [
      'a/b.yaml:2 cannot read the task as a/a.yaml includes itself: main.yaml → a/a.yaml → a/b.yaml → a/a.yaml',
    ])
  })

  test('stops at text that is no YAML', async () => {
    assert.deepEqual(await rejected(load({ 'main.yaml': 'plays: [\n' })), [
      'main.yaml:2 cannot read the file as a [ or { before this is not closed',
    ])
    assert.deepEqual(await rejected(load({ 'main.yaml': '- hosts: all\n' })), [
      'main.yaml:1 cannot read the file as its top must be a map: a list',
    ])
  })

  test('registers of a play are known in the next one, those of an include nowhere else', async () => {
    const later = '  - name: Q\n    hosts: all\n    tasks:\n      - when: now.same\n        probe: {}\n'
    await load({ 'main.yaml': playbook('- probe: {}\n  register: now') + later })
    const files = {
      'main.yaml': playbook('- include: a.yaml\n- when: now.same\n  probe: {}'),
      'a.yaml': 'tasks:\n  - probe: {}\n    register: now\n',
    }
    assert.deepEqual(await rejected(load(files)), [
      'main.yaml:6 cannot evaluate the expression as nothing is named "now" here',
    ])
  })

  test('an include sees its inputs and the built-ins only', async () => {
    const outer = `- vars: { a: 1 }\n  block:\n    - include: a.yaml\n      with: { x: "${ex('vars.a')}" }`
    const inner = `inputs: { x: { type: int } }\ntasks:\n  - when: inputs.x == 1 && host.port == 1\n    fail: { message: "${ex('vars.a')}" }\n`
    assert.deepEqual(await rejected(load({ 'main.yaml': playbook(outer), 'a.yaml': inner })), [
      'a.yaml:4 cannot evaluate the expression as vars has no key "a"',
    ])
  })

  test('vars are lexical', async () => {
    const [task] = await tasksOf(
      `- vars: { a: 1 }\n  block:\n    - vars: { b: "${ex('vars.a')}" }\n      fail: { message: "${ex('vars.a')} ${ex('vars.b')}" }`,
    )
    assert.equal(task?.kind, 'block')
    const [problem] = await rejected(tasksOf(`- vars: { abc: 1 }\n  fail: { message: "${ex('vars.abd')}" }`))
    assert.match(problem ?? '', /vars has no key "abd"/)
  })
})

function outline(task: Task): string[] {
  const does = task.kind === 'module' ? task.module : task.kind === 'include' ? task.file : 'block'
  const below =
    task.kind === 'block' ? [...task.block, ...task.rescue, ...task.always] : task.kind === 'include' ? task.tasks : []
  return [`${task.id}  ${does}${task.when ? `  when ${task.when.text}` : ''}`, ...below.flatMap(outline)]
}
