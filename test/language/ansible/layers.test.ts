import assert from 'node:assert/strict'
import { test } from 'node:test'
import { read } from './reading.js'

test('Layers keep at most twenty beaten values', () => {
  const text = `h\n[all:vars]\n${Array.from({ length: 50 }, (_, index) => `a=${index}\n`).join('')}`
  const a = read(text).hosts.get('h')?.vars.get('a')
  assert.deepEqual([a?.value, a?.shadows.length, a?.shadows[0]?.value], [49, 20, 48])
})

test('Layers give a group what it says itself', () => {
  const found = read('[g]\nh\n[g:vars]\na=1\n[all:vars]\nb=1\n', { vars: { 'group_vars/g.yml': 'a: 2\n' } })
  const values = [...(found.groups.get('g')?.vars.values() ?? [])].map(({ name, value }) => [name, value])
  assert.deepEqual(values, [['a', 2]])
})

test("Layers put all groups of the inventory's folder before those of the playbook's", () => {
  const vars = {
    'playbook/group_vars/all.yml': 'a: 2\n',
    'group_vars/g.yml': 'a: 3\n',
    'playbook/group_vars/g.yml': 'b: 4\n',
  }
  const found = read('[g]\nh\n', { vars }).hosts.get('h')?.vars
  assert.deepEqual([found?.get('a')?.value, found?.get('b')?.value], [3, 4])
})
