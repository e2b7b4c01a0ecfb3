import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { modules } from '../../src/modules/index.js'
import { defineModule, type Module } from '../../src/modules/module.js'
import { inventoryOf } from '../dm/clusters.js'
import { typed, withHome } from '../fakes/typed.js'
import { runText, small } from '../run/playground.js'
import { root } from '../shape/imports.js'

describe('check', () => {
  test('names no cluster that is not there', async () => {
    await withHome(async (home) => {
      const { code, err } = await typed(['check', 'nope'], { home })
      assert.equal(code, 2)
      assert.match(err, /there is no cluster "nope"/)
    })
  })

  test('takes a topology, and looks at its machines by the given login', async () => {
    await withHome(async (home) => {
      const { code, out } = await typed(['check', 'inventories/minimal.yaml', '--list-hosts'], { home })
      assert.equal(code, 0)
      assert.match(out, /login@172\.19\.0\.101, login@172\.19\.0\.102, login@172\.19\.0\.103/)
    })
  })
})

describe('the ways that check tries', () => {
  const topology = `master_servers: [{ host: 10.0.0.1 }, { host: 10.0.0.2 }]\nworker_servers: [{ host: 10.0.0.2 }, { host: 10.0.0.3 }]\n`
  const shipped = (name: string) => readFileSync(join(root, 'playbooks', name), 'utf8')

  test('are those of DM: masters to masters and workers, workers to masters, this machine to both', async () => {
    const asked: Record<string, unknown> = {}
    const asking = (name: string, word: 'paths' | 'addresses'): readonly [string, Module] => {
      const { params } = modules.get(name) ?? assert.fail(name)
      const read: Parameters<typeof defineModule>[0] = {
        kind: 'read',
        summary: name,
        params,
        examples: [],
        async read(_, want, { host }) {
          asked[`${name} ${host.id}`] = Object(want)[word]
          return {}
        },
      }
      return [name, defineModule(read)]
    }
    const { result } = await runText(shipped('check.yaml'), {
      world: small(),
      inventory: inventoryOf(topology),
      modules: new Map([asking('machine_fit', 'paths'), asking('reaches', 'addresses')]),
      files: { 'parts/machine.yaml': shipped('parts/machine.yaml') },
      inputs: { version: null },
    })
    assert.equal(result, 'ok')
    assert.deepEqual(asked, {
      'machine_fit login@10.0.0.1': ['10.0.0.2:8291', '10.0.0.2:8262', '10.0.0.3:8262'],
      'machine_fit login@10.0.0.2': ['10.0.0.1:8291', '10.0.0.3:8262', '10.0.0.1:8261'],
      'machine_fit login@10.0.0.3': ['10.0.0.1:8261', '10.0.0.2:8261'],
      'reaches control': ['10.0.0.1:8261', '10.0.0.2:8261', '10.0.0.2:8262', '10.0.0.3:8262'],
    })
  })
})
