import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadPlaybook } from '../../src/language/load.js'
import { catalog } from '../../src/modules/index.js'
import { lastWish } from '../../src/run/wish.js'
import { hostNamed } from './playground.js'

const host = hostNamed('a', { role: 'dm-worker' })

async function wish(tasks: string): Promise<string | null> {
  const text = `description: t\nplays:\n  - name: p\n    hosts: all\n    tasks:\n${tasks.replace(/^/gm, '      ')}`
  const playbook = await loadPlaybook('p.yaml', { read: async () => text, catalog: catalog() })
  return lastWish(playbook.plays[0]?.tasks ?? [], host, { host, facts: null, run: { services: 'systemd' } })
}

const service = (state: string, more = ''): string =>
  `- name: s\n  service: { unit: "\${{ host.unit }}", state: ${state} }${more}`

const cases: [string, string, string | null][] = [
  ['one task', service('stopped'), 'stopped'],
  ['the last of two', `${service('stopped')}\n${service('current')}`, 'current'],
  ['a task in a block', `- name: b\n  block:\n${service('running').replace(/^/gm, '    ')}`, 'running'],
  ['a task whose condition does not hold', service('stopped', "\n  when: host.role == 'grafana'"), null],
  ['a task whose condition cannot be told', service('stopped', "\n  when: facts.os == 'linux'"), 'stopped'],
  ['a task on control', service('stopped', '\n  on: control'), null],
  ['another unit', '- name: s\n  service: { unit: other, state: stopped }', null],
  ['no state', '- name: s\n  service: { unit: "${{ host.unit }}", enabled: true }', null],
  ['another module', '- name: s\n  debug: { message: hello }', null],
]

for (const [what, tasks, found] of cases) {
  test(`lastWish() of ${what} is ${found}`, async () => assert.equal(await wish(tasks), found))
}
