import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { loadHostInventory } from '../../src/language/host_inventory.js'
import type { Inventory } from '../../src/language/inventory.js'
import { select } from '../../src/language/select.js'
import { goldenErrors } from './golden.js'

const plain = loadHostInventory({
  file: 'h',
  text: 'all: { vars: { ansible_connection: local }, children: { a: { hosts: { x: , y: } }, b: { hosts: { y: , z: } } } }\n',
})
const roles = new Map(
  [...plain.hosts].map(([id, host]) => [id, { ...host, role: id === 'z' ? 'dm-worker' : 'dm-master' }]),
)
const topology: Inventory = { ...plain, hosts: roles }

describe('select()', () => {
  const cases: readonly [Inventory, readonly string[], readonly string[], readonly string[]][] = [
    [topology, [], [], ['x', 'y', 'z']],
    [topology, ['z', 'x'], [], ['x', 'z']],
    [topology, [], ['dm-master'], ['x', 'y']],
    [topology, ['y', 'z'], ['dm-master'], ['y']],
    [topology, ['z'], ['dm-master'], []],
    [plain, [], ['b'], ['y', 'z']],
  ]
  for (const [inventory, nodes, kinds, ids] of cases) {
    test(`-N ${nodes} -R ${kinds} gives ${ids}`, () =>
      assert.deepEqual(select(inventory, { nodes, roles: kinds }), ids))
  }

  test('names every unknown word', () => {
    goldenErrors('select', [
      ['-N xx,q -R dm-mastr', () => select(topology, { nodes: ['xx', 'q'], roles: ['dm-mastr'] })],
    ])
  })
})
