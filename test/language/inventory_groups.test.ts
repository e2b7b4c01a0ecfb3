import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readGroups } from '../../src/language/inventory_groups.js'
import { Problems } from '../../src/language/problems.js'
import { nodeOf } from './fixture.js'

function groups(yaml: string) {
  const problems = new Problems()
  const root = nodeOf(yaml)
  assert.ok(root.kind === 'map')
  return { found: readGroups(root, problems), problems: problems.list.map(({ message }) => message) }
}

describe('readGroups()', () => {
  test('gives every description with its hosts, outer ones first', () => {
    const { found, problems } = groups(
      'all:\n  children:\n    a: { hosts: { "h[1:2]": { x: 1 } }, vars: { y: 2 } }\n  hosts: { z: }\n',
    )
    assert.deepEqual(problems, [])
    assert.deepEqual(
      found.map(({ name, hosts, vars, children }) => [name, hosts.map((host) => host.name), vars, children]),
      [
        ['all', ['z'], {}, ['a']],
        ['a', ['h1', 'h2'], { y: 2 }, []],
      ],
    )
  })

  test('refuses names that are taken or none', () => {
    const { problems } = groups('machines: {}\ncontrol: {}\n"a b": {}\n')
    assert.equal(problems.length, 3)
  })
})
