import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inventoryYaml } from '../../../src/language/ansible/inventory_yaml.js'
import { read, valuesOf } from './reading.js'

const ini =
  '[p:children]\ng\n[g]\nh1 a=1e3 b=true c=True d=yes e=0123 f=1_0 g="\'1_0\'" i= j=None k=[1,2]\nh2:22\n[q]\nh1\n[g:vars]\nlog={{ dir }}/log\n[all:vars]\ndir=/d\nwhen=2020-01-01\n[q:vars]\nansible_group_priority=2\n'

describe('inventoryYaml()', () => {
  test('keeps hosts, groups, types and references', () => {
    const yaml = inventoryYaml(read(ini))
    assert.deepEqual(valuesOf(yaml, { file: 'i.yaml' }), valuesOf(ini))
    const again = read(yaml, { file: 'i.yaml' })
    assert.deepEqual(
      [...again.hosts.values()].map(({ groups }) => groups),
      [...read(ini).hosts.values()].map(({ groups }) => groups),
    )
    assert.equal(again.hosts.get('h1')?.vars.get('a')?.rendered, '1000.0')
    assert.match(yaml, /log: "?\{\{ dir \}\}\/log/)
    assert.match(yaml, /ansible_group_priority: 2/)
  })

  test('quotes texts that PyYAML takes as no block', () => {
    const odd = '[g]\nh\n[g:vars]\na = "\\n\\tA"\nb = "one\\ntwo"\n'
    const yaml = inventoryYaml(read(odd))
    assert.match(yaml, /a: "\\n\\tA"\n +b: \|-\n +one\n +two\n/)
    assert.deepEqual(valuesOf(yaml, { file: 'i.yaml' }), valuesOf(odd))
  })

  test('leaves variables of group_vars and host_vars where they are', () => {
    const vars = { 'group_vars/g.yml': 'log: /other\n', 'host_vars/h2.yml': 'x: 1\n' }
    assert.equal(inventoryYaml(read(ini, { vars })), inventoryYaml(read(ini)))
  })

  test('describes a group once, where it stands first', () => {
    assert.equal(
      inventoryYaml(read('[a:children]\nc\n[b:children]\nc\n[c]\nh\n')),
      'all:\n  children:\n    a:\n      children:\n        c:\n          hosts:\n            h: null\n    b:\n      children:\n        c: null\n',
    )
  })
})
