import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ex, load, playbook, rejected, tasksOf } from './fixture.js'

const wrong = async (tasks: string) =>
  (await rejected(load({ 'main.yaml': playbook(tasks) }))).map((text) =>
    text.replace(/main.yaml:\d+ cannot (read the task|evaluate the expression) as /, ''),
  )

describe('readModuleTask()', () => {
  test('reads the words around a module', async () => {
    const [task] = await tasksOf(
      `- probe:\n  register: now\n  until: now.running\n  retries: 3\n  delay: 5\n  timeout: ${ex('run.wait_timeout')}\n  changed_when: false\n  failed_when: "now.failed && !now.same"\n  no_log: true\n`,
    )
    assert.ok(task?.kind === 'module')
    assert.deepEqual(
      [
        task.module,
        task.register,
        task.until?.text,
        task.retries?.kind,
        task.delay?.kind,
        task.timeout?.kind,
        task.changedWhen?.text,
        task.noLog,
        task.params.kind,
      ],
      ['probe', 'now', 'now.running', 'literal', 'literal', 'expression', 'false', true, 'map'],
    )
  })

  const cases: readonly [string, readonly string[]][] = [
    ['- probe: x\n', ['the parameters of probe must be a map: "x"']],
    ['- probe: {}\n  register: host\n', ['"host" is a built-in name']],
    ['- probe: {}\n  register: package\n', ['CEL keeps the word "package" for itself']],
    ['- probe: {}\n  register: a-b\n', ['"a-b" cannot be read in expressions']],
    ['- probe: {}\n  register: now\n  when: now.same\n', ['nothing is named "now" here']],
    ['- probe: {}\n  register: now\n  until: now.runing\n', ['now has no key "runing"']],
    ['- probe: {}\n  retries: -1\n', ['retries must be a count from 0: -1']],
    ['- probe: {}\n  delay: soon\n', ['delay must be a duration such as 30s or 5m: "soon"']],
    ['- cluster_mark: {}\n', ['cluster_mark acts on the control machine']],
    ['- probe: {}\n  with: {}\n', ['with does not belong to this kind of task']],
  ]
  for (const [tasks, said] of cases)
    test(`refuses ${JSON.stringify(tasks)}`, async () => assert.deepEqual(await wrong(tasks), said))

  test('a control module runs where something sends it to control', async () => {
    await tasksOf('- on: control\n  cluster_mark: {}\n')
    await tasksOf('- on: control\n  block:\n    - cluster_mark: {}\n')
    await load({ 'main.yaml': 'plays: [{ hosts: control, tasks: [{ cluster_mark: {} }] }]\n' })
  })
})

describe('loop', () => {
  test('is a list or an expression, and is known by item and index where it counts', async () => {
    const [task] = await tasksOf(
      `- loop: [a, b]\n  when: item != 'a' && index > 0\n  directory: { path: "/${ex('item')}" }\n`,
    )
    assert.ok(task?.kind === 'module' && task.loop?.kind === 'list')
    assert.deepEqual(
      await rejected(tasksOf('- loop: x\n  probe: {}\n')),
      ['main.yaml:5:15 cannot read the task as loop must be a list, or an expression that gives one'].map((said) =>
        said.replace(':15', ''),
      ),
    )
  })

  test('says where item is not known, and what has no loop', async () => {
    const outside = await rejected(
      tasksOf(
        `- name: "${ex('item')}"\n  loop: [a]\n  probe: {}\n- probe: { unit: "${ex('item')}" }\n- loop: [a]\n  block: [{ probe: {} }]\n`,
      ),
    )
    assert.equal(outside.length, 3)
    assert.deepEqual((await rejected(tasksOf('- loop: [a]\n  probe: {}\n  register: item\n'))).length, 1)
  })

  test('its register has items in place of what the module gives', async () => {
    const tasks = (key: string) => `- loop: [a]\n  probe: {}\n  register: r\n- probe: {}\n  when: r.${key} == null\n`
    await tasksOf(tasks('items'))
    assert.equal((await rejected(tasksOf(tasks('running')))).length, 1)
  })
})
