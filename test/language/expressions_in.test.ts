import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expressionsIn, expressionsOf, valueExpressions } from '../../src/language/expressions_in.js'
import { ex, load, playbook } from './fixture.js'

test('expressionsIn() finds those of every word of a task', async () => {
  const task = `- name: ${ex('host.id')}\n  when: host.port == 1\n  vars: { a: ["${ex('run.id')}"] }\n  become_user: ${ex('run.user')}\n  probe: { unit: "x${ex('host.unit')}" }\n  register: now\n  until: now.same\n  delay: ${ex('run.wait_timeout')}\n`
  const [play] = (await load({ 'main.yaml': playbook(task) })).plays
  const texts = play?.tasks.flatMap(expressionsIn).map(({ text }) => text)
  assert.deepEqual(texts?.sort(), [
    'host.id',
    'host.port == 1',
    'host.unit',
    'now.same',
    'run.id',
    'run.user',
    'run.wait_timeout',
  ])
})

test('expressionsOf() finds those of a play, not of its tasks', async () => {
  const text = `plays:\n  - name: ${ex('run.id')}\n    hosts: ${ex('groups.all')}\n    last: host.port == 1\n    when: run.mode == "x"\n    tasks: [{ fail: { message: "${ex('host.id')}" } }]\n`
  const [play] = (await load({ 'main.yaml': text })).plays
  assert.deepEqual(play && expressionsOf(play).map((each) => each.text), [
    'run.id',
    'groups.all',
    'run.mode == "x"',
    'host.port == 1',
  ])
})

test('valueExpressions() of nothing is nothing', () => assert.deepEqual(valueExpressions(null), []))
