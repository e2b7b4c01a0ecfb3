import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Findings } from '../../../src/language/ansible/findings.js'
import { inventorySource } from '../../../src/language/ansible/inventory_source.js'
import { readYamlInventory } from '../../../src/language/ansible/yaml_inventory.js'
import { oddities, read, wrongs } from './reading.js'

const yaml = { file: 'hosts.yaml' }

describe('readYamlInventory()', () => {
  test('gives every description with its hosts, outer ones first', () => {
    const text = 'all:\n  children:\n    a: { hosts: { "h[1:2]": { x: 1 } }, vars: { y: 2 } }\n  hosts: { z: }\n'
    const findings = new Findings([])
    const found = readYamlInventory(inventorySource({ file: 'h.yaml', text }, { ini: false }), findings)
    assert.ok(!findings.problems.any)
    assert.deepEqual(
      found.map(({ name, hosts, vars, children }) => [
        name,
        hosts.map((host) => host.name),
        vars.map((variable) => variable.name),
        children.map((child) => child.name),
      ]),
      [
        ['all', ['z'], [], ['a']],
        ['a', ['h1', 'h2'], ['y'], []],
      ],
    )
  })

  test('one text is one host', () => {
    assert.deepEqual([...read('g: { hosts: h1 }\n', yaml).hosts.keys()], ['h1'])
  })

  test('says empty ranges, wrong names, wrong shapes', () => {
    assert.deepEqual(oddities('all: { hosts: { "h[3:1]": } }\n', yaml), ['1 h[3:1] stands for no host'])
    assert.deepEqual(wrongs('"a b": {}\nb: { host: }\nc: { children: [x] }\n', yaml).length, 3)
    assert.equal(wrongs('plugin: aws_ec2\nregions: [x]\n', yaml)[0], '1:1 inventory plugins are not run')
    assert.equal(wrongs('', yaml)[0], '1:1 cannot read the file as it is empty')
  })
})
