import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Findings } from '../../../src/language/ansible/findings.js'
import { GroupTree } from '../../../src/language/ansible/group_tree.js'
import { readIni } from '../../../src/language/ansible/ini_inventory.js'
import { inventorySource } from '../../../src/language/ansible/inventory_source.js'

function tree(text: string) {
  const findings = new Findings([])
  const texts = readIni(inventorySource({ file: 'i', text }, { ini: true }), findings)
  return { made: new GroupTree(texts, findings), said: findings.problems.list.map(({ message }) => message) }
}

describe('GroupTree', () => {
  test('orders groups by depth, priority, name', () => {
    const { made } = tree(
      '[inner]\nh\n[outer:children]\ninner\n[b]\nh\n[a]\nh\n[zz]\nh\n[zz:vars]\nansible_group_priority=-1\n',
    )
    assert.deepEqual(made.groupsOf('h'), ['all', 'zz', 'a', 'b', 'outer', 'inner'])
  })

  test('takes the longest way for the depth', () => {
    const { made } = tree('[x]\nh\n[a:children]\nx\n[b:children]\na\nx\n[y]\nh\n[c:children]\ny\n')
    assert.deepEqual(made.groupsOf('h'), ['all', 'b', 'c', 'a', 'y', 'x'])
  })

  test('gives own hosts, then those below level by level', () => {
    const { made } = tree('[p]\nz\n[p:children]\nb\na\n[a]\na1\n[a:children]\nc\n[b]\nb1\nz\n[c]\nc1\n')
    assert.deepEqual(made.hostsOf('p'), ['z', 'b1', 'a1', 'c1'])
    assert.deepEqual(made.ownHosts('p'), ['z'])
    assert.deepEqual(made.childrenOf('all'), ['ungrouped', 'p'])
    assert.deepEqual(made.groups, ['all', 'ungrouped', 'p', 'a', 'b', 'c'])
  })

  test('keeps hosts of all alone among the ungrouped', () => {
    const { made } = tree('[all]\nh\ni\n[g]\ni\n')
    assert.deepEqual([made.ownHosts('ungrouped'), made.groupsOf('h')], [['h'], ['all', 'ungrouped']])
  })

  test('says circles, those through all too', () => {
    assert.equal(tree('[a:children]\nb\n[b:children]\nc\n[c:children]\na\n').said.length, 3)
    assert.ok(tree('[g:children]\nall\n').said.includes('cannot read the inventory as group g contains itself'))
  })

  test('refuses a tower of groups, and a crowd of hosts', () => {
    const tower = Array.from({ length: 100 }, (_, index) => `[g${index}:children]\ng${index + 1}\n`).join('')
    assert.match(tree(`${tower}[g100]\n`).said[0] ?? '', /deeper than 64 levels/)
    assert.match(
      tree('a[1:9999]\nb[1:9999]\nc[1:9999]\nd[1:9999]\ne[1:9999]\nf[1:9999]\n').said[0] ?? '',
      /more than 50000 hosts/,
    )
  })
})
