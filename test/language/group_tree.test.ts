import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { GroupTree } from '../../src/language/group_tree.js'
import { readGroups } from '../../src/language/inventory_groups.js'
import { Problems } from '../../src/language/problems.js'
import { nodeOf } from './fixture.js'

function tree(yaml: string) {
  const problems = new Problems()
  const root = nodeOf(yaml)
  assert.ok(root.kind === 'map')
  return { tree: new GroupTree(readGroups(root, problems), problems), problems }
}

describe('GroupTree', () => {
  test('the nearer variable wins: host, inner group, outer group, all', () => {
    const { tree: made } = tree(
      'all:\n  vars: { a: all, b: all, c: all, d: all }\n  children:\n    inner: { hosts: { h: { d: own } }, vars: { c: inner } }\n    outer: { children: { inner: }, vars: { b: outer, c: outer } }\n',
    )
    assert.deepEqual(made.groupsOf('h'), ['all', 'outer', 'inner'])
    assert.deepEqual(made.varsOf('h'), { a: 'all', b: 'outer', c: 'inner', d: 'own' })
    assert.equal(made.placeOf('h', 'c').line, 4)
    assert.equal(made.placeOf('h', 'zz').line, 4)
  })

  test('a group that is described twice has both', () => {
    const { tree: made } = tree('all:\n  children: { g: { hosts: { h: } } }\ng: { vars: { x: 1 }, hosts: { i: } }\n')
    assert.deepEqual(made.varsOf('h'), { x: 1 })
    assert.deepEqual(made.hosts, ['h', 'i'])
  })

  test('says which groups contain themselves', () => {
    assert.equal(tree('a: { children: { b: { children: { a: } } } }\n').problems.list.length, 3)
  })
})
