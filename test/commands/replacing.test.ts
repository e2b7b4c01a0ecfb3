import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { replaced } from '../../src/commands/replacing.js'
import type { Json } from '../../src/language/inventory.js'
import type { ClusterMeta } from '../../src/state/cluster_store.js'
import { stateFolder } from '../../src/state/folder.js'
import { emptyRecord } from '../state/records.js'

const home = mkdtempSync(join(tmpdir(), 'dmbook-test-'))
after(() => rmSync(home, { recursive: true, force: true }))

const topology: Json = {
  master_servers: [{ host: 'a' }],
  worker_servers: [
    { host: 'a', name: 'w1', config: { 'log-level': 'warn' } },
    { host: 'b', name: 'w2' },
  ],
}
const recorded: ClusterMeta = { ...emptyRecord('prod'), serial: 1, topology }
const around = async () => ({ state: await stateFolder(home), settings: { user: 'me' } })

async function replace(old: readonly string[], next: string, meta = recorded) {
  const found = await replaced(meta, { old, next, around: await around(), warn: () => {} })
  return 'nothing' in found ? found.nothing : found.inventory(await around())
}

async function replacedBy(old: readonly string[], next: string, meta = recorded) {
  const found = await replace(old, next, meta)
  if (typeof found === 'string') throw new TypeError(found)
  return found
}

describe('replaced()', () => {
  test('of a host: all its nodes leave, the same ones join on the other one', async () => {
    const { groups, hosts } = await replacedBy(['a'], 'c')
    assert.deepEqual(groups.leaving, ['a:8261', 'a:8262'])
    assert.deepEqual(groups.joining, ['c:8261', 'c:8262'])
    assert.deepEqual([groups['dm-master'], groups['dm-worker']], [['c:8261'], ['b:8262', 'c:8262']])
    assert.deepEqual([groups.leaving_machines, groups.joining_machines], [['a'], ['c']])
    const worker = hosts.get('c:8262')
    assert.equal(worker?.member, 'dm-c-8262')
    assert.deepEqual(Object(worker?.vars.config)['log-level'], 'warn')
  })

  test('a master asks the one to be let in whose place it takes; what stays knows it no more', async () => {
    const { hosts } = await replacedBy(['a:8261'], 'c')
    assert.deepEqual(hosts.get('c:8261')?.vars.join, ['a:8261'])
    assert.doesNotMatch(JSON.stringify(hosts.get('b:8262')?.vars), /a:8261/)
  })

  test('takes the new nodes from a file', async () => {
    const file = join(home, 'new.yaml')
    writeFileSync(file, 'worker_servers: [{ host: d, port: 9000 }]\n')
    const { groups } = await replacedBy(['b:8262'], file)
    assert.deepEqual([groups.leaving, groups.joining], [['b:8262'], ['d:9000']])
  })

  test('the new nodes of a killed one are there already, the old ones go on leaving', async () => {
    const grown = {
      ...recorded,
      topology: { ...topology, worker_servers: [...Object(topology).worker_servers, { host: 'c' }] },
    }
    const { groups } = await replacedBy(['b:8262'], 'c', grown)
    assert.deepEqual([groups.joining, groups.leaving], [[], ['b:8262']])
  })

  test('has nothing to do where the old ones are gone', async () => {
    const done = { ...recorded, removed: ['x:8262'] }
    assert.equal(await replace(['x:8262'], 'c', done), 'x:8262 is already replaced.')
    assert.equal(await replace(['x'], 'c', done), 'x:8262 is already replaced.')
  })

  test('refuses a node that nobody knows, and what is neither file nor host', async () => {
    await assert.rejects(replace(['b:8263'], 'c'), /did you mean b:8262|cannot select the node b:8263/)
    await assert.rejects(replace(['b:8262'], join(home, 'no such file')), /neither a file nor a host/)
  })
})
