import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { lintPlaybook } from '../../src/language/lint.js'
import { load, playbook } from './fixture.js'

const warnings = async (tasks: string, files: Readonly<Record<string, string>> = {}) =>
  lintPlaybook(await load({ 'main.yaml': playbook(tasks), ...files })).map(({ message }) => message)

describe('lintPlaybook()', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['- probe: {}\n  register: now\n', ['the register now is never read']],
    ['- probe: {}\n  register: now\n- when: now.same\n  probe: {}\n', []],
    ['- probe: {}\n  register: now\n  until: now.same\n', []],
    ['- command: { argv: [ls] }\n', ['the command runs every time and counts as a change']],
    ['- command: { argv: [ls], creates: /x }\n', []],
    ['- command: { argv: [ls] }\n  changed_when: false\n', []],
    ['- block:\n    - probe: {}\n      delay: 5\n', ['delay has no effect without until or retries']],
  ]
  for (const [tasks, said] of cases)
    test(`of ${JSON.stringify(tasks)}`, async () => assert.deepEqual(await warnings(tasks), said))

  test('of a handler that nobody notifies', async () => {
    const of = async (notify: string) =>
      lintPlaybook(
        await load({
          'main.yaml': `${playbook(`- probe: {}\n  notify: ${notify}\n`)}    handlers:\n      - { name: a, probe: {} }\n      - { name: b, probe: {} }\n`,
        }),
      ).map(({ message }) => message)
    assert.deepEqual(await of('a'), ['the handler "b" is never notified'])
    assert.deepEqual(await of('[b, a]'), [])
  })

  test('looks at each included file by itself', async () => {
    const part = 'tasks:\n  - probe: {}\n    register: now\n'
    assert.deepEqual(
      await warnings('- include: p.yaml\n- probe: {}\n  register: now\n  until: now.same\n', { 'p.yaml': part }),
      ['the register now is never read'],
    )
  })
})
