import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DmbookError } from '../../src/core/error.js'
import type { Task } from '../../src/language/playbook.js'
import { subtasks } from '../../src/language/subtasks.js'
import { selectTags, type TagChoice, tagsOf } from '../../src/language/tag_selection.js'
import { load, playbook } from './fixture.js'

const tasks = `
- name: plain
  probe: {}
- name: conf
  tags: conf
  probe: {}
- name: group
  tags: conf
  block:
    - name: inner
      probe: {}
    - name: slow
      tags: [slow]
      probe: {}
  always:
    - name: after
      tags: always
      probe: {}
- name: part
  tags: part
  include: p.yaml
- name: rare
  tags: [never, debug]
  probe: {}
`.trimStart()

const files = { 'main.yaml': playbook(tasks), 'p.yaml': 'tasks:\n  - name: within\n    tags: deep\n    probe: {}\n' }

const leaves = (task: Task): string[] =>
  task.kind === 'module' ? [String(task.name?.kind === 'literal' && task.name.value)] : subtasks(task).flatMap(leaves)

async function left(choice: Partial<TagChoice>, given: Readonly<Record<string, string>> = files): Promise<string> {
  const { plays } = selectTags(await load(given), { tags: [], skip: [], ...choice })
  return plays.flatMap((play) => play.tasks.flatMap(leaves)).join(' ')
}

describe('selectTags()', () => {
  const cases: readonly [Partial<TagChoice>, string][] = [
    [{}, 'plain conf inner slow after within'],
    [{ tags: ['conf'] }, 'conf inner slow after'],
    [{ tags: ['slow'] }, 'slow after'],
    [{ tags: ['part'] }, 'after within'],
    [{ tags: ['deep', 'debug'] }, 'after within rare'],
    [{ tags: ['never'] }, 'after rare'],
    [{ skip: ['conf'] }, 'plain within'],
    [{ tags: ['conf'], skip: ['slow', 'always'] }, 'conf inner'],
  ]
  for (const [choice, names] of cases)
    test(`${JSON.stringify(choice)} leaves ${names}`, async () => assert.equal(await left(choice), names))

  test('a play gives its tags to its tasks, and is gone where none is left', async () => {
    const two = `plays:\n  - { name: P, hosts: all, tags: a, tasks: [{ name: x, probe: {} }] }\n  - { name: Q, hosts: all, tags: b, tasks: [{ name: y, probe: {} }] }\n`
    assert.equal(await left({ tags: ['b'] }, { 'main.yaml': two }), 'y')
    const { plays } = selectTags(await load({ 'main.yaml': two }), { tags: ['b'], skip: [] })
    assert.equal(plays.length, 1)
  })

  test('says every tag that there is not, with the nearest', async () => {
    await assert.rejects(left({ tags: ['cnof', 'zzz'] }), (thrown) => {
      assert.ok(thrown instanceof DmbookError)
      assert.deepEqual(
        thrown.problems.map(({ message, hint }) => [message, hint]),
        [
          ['the playbook has no tag "cnof"', 'did you mean conf?'],
          ['the playbook has no tag "zzz"', 'its tags: conf, slow, always, part, deep, never, debug'],
        ],
      )
      return true
    })
  })

  test('refuses to leave out what is needed: registers, and what is set', async () => {
    const needs = playbook(
      '- { register: now, probe: {} }\n- { set: { a: 1 } }\n- { tags: x, when: now.same && a == 1, probe: {} }\n',
    )
    await assert.rejects(left({ tags: ['x'] }, { 'main.yaml': needs }), (thrown) => {
      assert.ok(thrown instanceof DmbookError)
      assert.deepEqual(
        thrown.problems.map(({ message, at }) => [message, at?.line]),
        [
          ['cannot leave out what gives "now", as it is needed here', 7],
          ['cannot leave out what gives "a", as it is needed here', 7],
        ],
      )
      return true
    })
    const given = needs.replace('register: now,', 'register: now, tags: always,').replace('- { set', '- { tags: x, set')
    assert.equal(await left({ tags: ['x'] }, { 'main.yaml': given }), 'false false')
  })

  test('a register of the same name in another file is another one', async () => {
    const other = {
      'p.yaml': 'tasks:\n  - { register: now, probe: {} }\n  - { name: used, when: now.same, probe: {} }\n',
    }
    const main = playbook('- { register: now, probe: {} }\n- { tags: x, include: p.yaml }\n')
    assert.equal(await left({ tags: ['x'] }, { 'main.yaml': main, ...other }), 'false used')
  })
})

test('tagsOf() names those of plays, tasks and included files', async () => {
  assert.deepEqual([...tagsOf(await load(files))], ['conf', 'slow', 'always', 'part', 'deep', 'never', 'debug'])
})
