import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { loadHostInventory } from '../../src/language/host_inventory.js'
import { root } from '../shape/imports.js'
import { goldenErrors } from './golden.js'

const inventory = (text: string) => loadHostInventory({ file: 'hosts.yaml', text })

describe('loadHostInventory()', () => {
  const made = inventory(`all:
  vars: { ansible_connection: local }
  children:
    dm_master:
      hosts: { "m[01:02]": { port: 8261 } }
    dm_worker:
      hosts: { w1: { ansible_host: 10.0.0.9, ansible_become: true } }
`)

  test('makes each entry host and machine in one', () => {
    assert.deepEqual(made.hosts.get('w1'), {
      id: 'w1',
      address: '10.0.0.9',
      port: null,
      role: null,
      member: null,
      unit: null,
      deploy_dir: null,
      data_dir: null,
      log_dir: null,
      files: [],
      machine: 'w1',
      groups: ['dm_worker'],
      vars: { ansible_connection: 'local', ansible_host: '10.0.0.9', ansible_become: true },
    })
    assert.deepEqual(made.machines.get('w1'), { id: 'w1', reach: { kind: 'local' }, become: true })
  })

  test('has the groups that are always there', () => {
    assert.deepEqual(made.groups, {
      all: ['m01', 'm02', 'w1'],
      dm_master: ['m01', 'm02'],
      dm_worker: ['w1'],
      machines: ['m01', 'm02', 'w1'],
      control: ['control'],
    })
    assert.equal(made.hosts.get('control')?.machine, 'control')
  })

  test('reads the shipped hosts the same from INI and YAML', () => {
    const shipped = (name: string) => {
      const { hosts, groups } = loadHostInventory({
        file: name,
        text: readFileSync(join(root, 'inventories', name), 'utf8'),
      })
      return { hosts: Object.fromEntries(hosts), groups }
    }
    const { hosts, groups } = shipped('hosts.ini')
    assert.deepEqual(groups.all, ['here', 'web-1', 'web-2', 'store-1'])
    assert.deepEqual({ hosts, groups }, shipped('hosts.yaml'))
  })

  test('tells all that is wrong', () => {
    const wrong = [
      'all:\n  host: x\n  vars: { a: "{{ b }}" }\n  hosts: [a]\n  children:\n    g: { hosts: { "h[3:1]": } }\n    machines: {}\n',
      'all:\n  vars: { ansible_ssh_pass: x, ansible_port: "22" }\n  hosts: { a: , b: { ansible_connection: docker } }\n',
      'all: { children: { a: { children: { a: } } } }\n',
      'all: {}\n',
      '- a\n',
      'all: { hosts: { a: { zip: 01234 } } }\n',
      '__proto__: { hosts: { a: } }\n',
    ]
    goldenErrors(
      'host_inventory',
      wrong.map((text) => [text, () => inventory(text)] as const),
    )
  })

  test('reads ten thousand hosts in a moment', () => {
    const started = performance.now()
    assert.equal(
      inventory('all: { vars: { ansible_connection: local }, hosts: { "h[1:10000]": } }\n').hosts.size,
      10_001,
    )
    assert.ok(performance.now() - started < 5000)
  })
})
