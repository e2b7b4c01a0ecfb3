import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { grownCluster, joiningInventory } from '../../src/commands/joining.js'
import { errorText } from '../../src/core/error.js'
import type { Json } from '../../src/language/inventory.js'
import { stateFolder } from '../../src/state/folder.js'
import { emptyRecord } from '../state/records.js'

const home = mkdtempSync(join(tmpdir(), 'dmbook-test-'))
after(() => rmSync(home, { recursive: true, force: true }))

const topology: Json = { monitored: {}, master_servers: [{ host: 'a' }], worker_servers: [{ host: 'a' }] }
const recorded = { ...emptyRecord('prod'), serial: 1, topology, joined: ['x:1'] }
const around = async () => ({ state: await stateFolder(home), settings: { user: 'me' } })

async function grown(text: string) {
  const file = join(home, 'scale.yaml')
  writeFileSync(file, text)
  const warned: string[] = []
  const draft = await grownCluster(recorded, { file, around: await around(), warn: (said) => warned.push(said) })
  return { draft, warned, groups: joiningInventory(draft, recorded, await around()).groups }
}

describe('grownCluster()', () => {
  test('adds the nodes of the file; masters among them join', async () => {
    const { draft, groups } = await grown('master_servers: [{ host: b }]\nworker_servers: [{ host: a, port: 8263 }]\n')
    assert.deepEqual(draft.joined, ['x:1', 'b:8261'])
    assert.deepEqual(groups.joining, ['b:8261', 'a:8263'])
    assert.deepEqual([groups.joining_exporters, groups.joining_machines], [['b:9100', 'b:9115'], ['b']])
    assert.deepEqual(groups['dm-master'], ['a:8261', 'b:8261'])
  })

  test('a node that is there, word for word, is nothing new', async () => {
    const { groups, draft } = await grown('worker_servers: [{ host: a, port: 8262 }]\n')
    assert.deepEqual([groups.joining, groups.joining_exporters, draft.topology], [[], [], topology])
  })

  test('names a node that collides with one that is there', async () => {
    const thrown = await grown('worker_servers: [{ host: a, deploy_dir: /other }]\n').catch((error: unknown) => error)
    assert.match(errorText(thrown), /scale\.yaml:1:.*8262.*worker_servers|8262/)
  })

  test('ignores sections of the whole cluster with a warning, and refuses a file without nodes', async () => {
    const { warned } = await grown('global: { user: y }\nworker_servers: [{ host: c }]\n')
    assert.match(warned[0] ?? '', /global is ignored/)
    await assert.rejects(grown('global: { user: y }\n'), /names none/)
  })
})

describe('joiningInventory()', () => {
  test('gives new nodes the package that patch --overwrite kept for their component', async () => {
    const { draft } = await grown('worker_servers: [{ host: b }]\ngrafana_servers: [{ host: b }]\n')
    const kept = { 'dm-worker': { name: 'hotfix.tar.gz', sha256: 'abc', size: 1 } }
    const { hosts } = joiningInventory({ ...draft, kept }, recorded, await around())
    const packageOf = (id: string): unknown => hosts.get(id)?.vars.kept_package
    assert.equal(packageOf('b:8262'), join(home, 'clusters', 'prod', 'packages', 'abc.tar.gz'))
    assert.equal(packageOf('b:3000'), null)
  })
})
