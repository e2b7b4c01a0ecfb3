import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { clusterConflicts } from '../../src/dm/conflicts.js'
import type { Host, Inventory } from '../../src/language/inventory.js'

function cluster(name: string, hosts: readonly [machine: string, port: number, directory: string][]) {
  const entries = hosts.map(([machine, port, directory]): [string, Host] => {
    const id = `${machine}:${port}`
    return [
      id,
      {
        id,
        address: machine,
        port,
        role: 'dm-worker',
        member: null,
        unit: `dm-worker-${port}`,
        deploy_dir: directory,
        data_dir: null,
        log_dir: null,
        files: [],
        machine,
        groups: ['all'],
        vars: { ports: [port], owned_directories: [directory] },
      },
    ]
  })
  const inventory: Inventory = { hosts: new Map(entries), groups: {}, machines: new Map() }
  return { name, inventory }
}

describe('clusterConflicts()', () => {
  const mine = cluster('new', [['h1', 8262, '/d/w']])

  test('names both sides of a shared port', () => {
    const [problem] = clusterConflicts(mine, [cluster('old', [['h1', 8262, '/e/w']])])
    assert.equal(
      problem?.message,
      'cannot give port 8262 to dm-worker h1:8262 as dm-worker h1:8262 of cluster old has it',
    )
  })

  const directories: [string, number][] = [
    ['/d/w', 1],
    ['/d', 1],
    ['/d/w/inner', 1],
    ['/d/w2', 0],
    ['/e', 0],
  ]
  for (const [directory, count] of directories) {
    test(`finds ${count} where the other has ${directory}`, () => {
      assert.equal(clusterConflicts(mine, [cluster('old', [['h1', 9999, directory]])]).length, count)
    })
  }

  test('machines of their own share nothing, and a cluster does not disturb itself', () => {
    assert.deepEqual(clusterConflicts(mine, [cluster('old', [['h2', 8262, '/d/w']]), mine]), [])
  })
})
