import assert from 'node:assert/strict'
import { test } from 'node:test'
import { includedPath } from '../../src/language/included_path.js'

const cases: readonly [string, string, string][] = [
  ['playbooks/patch.yaml', 'parts/swap.yaml', 'playbooks/parts/swap.yaml'],
  ['playbooks/parts/swap.yaml', 'stop.yaml', 'playbooks/parts/stop.yaml'],
  ['a/b.yaml', '../c.yaml', 'c.yaml'],
  ['b.yaml', './c.yaml', 'c.yaml'],
  ['a/b.yaml', '/etc/../x.yaml', '/x.yaml'],
]
for (const [from, name, path] of cases)
  test(`${name} beside ${from} is ${path}`, () => assert.equal(includedPath(from, name), path))
