import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { loadPlaybook } from '../../src/language/load.js'
import { machinesOf, outline, outlineText } from '../../src/run/outline.js'
import { inventoryOf } from './playground.js'

const catalog = new Map([['note', { name: 'note', params: {}, control: false, results: [] }]])
const inventory = inventoryOf(['a', 'b', 'c'])
const groups = { all: ['a', 'b', 'c'].map((id) => inventory.hosts.get(id)) }

async function outlined(plays: string) {
  const text = `description: test\nplays:\n${plays}`
  const playbook = await loadPlaybook('p.yaml', { read: async () => text, catalog })
  return outline({ playbook, inventory, base: { groups, run: {}, inputs: {} } })
}

const tasks = 'tasks: [{ name: Note it, note: {}, when: "true" }]'

describe('outline()', () => {
  test('expands for_each, hosts and batches', async () => {
    const { plays } = await outlined(`
  - { name: "Do \${{ n }}", for_each: { n: [x, y] }, hosts: all, serial: 2, ${tasks} }
  - { name: Rest, hosts: "\${{ groups.all.filter(h, h.id != 'a') }}", ${tasks} }`)
    assert.deepEqual(
      plays.map(({ name }) => name),
      ['Do x', 'Do y', 'Rest'],
    )
    assert.deepEqual(
      plays[0]?.batches.map((batch) => batch.map(({ id }) => id)),
      [['a', 'b'], ['c']],
    )
    assert.deepEqual(
      plays[2]?.hosts.map(({ id }) => id),
      ['b', 'c'],
    )
  })

  test('takes groups once, in order', async () => {
    const { plays } = await outlined(`\n  - { name: p, hosts: [control, all, machines], ${tasks} }`)
    assert.deepEqual(
      plays[0]?.hosts.map(({ id }) => id),
      ['control', 'a', 'b', 'c'],
    )
  })

  test('an unknown group is an error at its place, with the nearest one', async () => {
    await assert.rejects(
      outlined(`\n  - { name: p, hosts: machine, ${tasks} }`),
      (error: Error & { problems?: { hint?: string }[] }) => {
        assert.match(error.message, /"machine" is not a group/)
        assert.equal(error.problems?.[0]?.hint, 'did you mean machines?')
        return true
      },
    )
  })
})

test('machinesOf() names the machines of plays, and control where a task runs on it', async () => {
  const some = await outlined(`\n  - { name: p, hosts: "\${{ groups.all.filter(h, h.id == 'b') }}", ${tasks} }`)
  assert.deepEqual(machinesOf(some, inventory), ['b'])
  const control = await outlined(
    `\n  - { name: p, hosts: "\${{ groups.all.filter(h, h.id == 'b') }}", tasks: [{ block: [{ note: {}, on: control }] }] }`,
  )
  assert.deepEqual(machinesOf(control, inventory), ['b', 'control'])
})

test('outlineText() prints plays, batches, live order and tasks with their places', async () => {
  const some = await outlined(
    `\n  - { name: Roll, hosts: all, serial: 2, last: host.member == cluster.leader, ${tasks} }`,
  )
  assert.deepEqual(outlineText(some, { tasks: true }), [
    'Roll',
    '  a, b',
    '  c',
    '  last: where host.member == cluster.leader',
    '    Note it (when true)  p.yaml:4:95',
  ])
})
