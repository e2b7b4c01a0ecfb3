import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clusterImport } from '../../src/modules/cluster_import.js'
import type { ImportRecord } from '../../src/state/cluster_store.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeStore } from './fake_store.js'
import { fakeTools, summary } from './fake_tools.js'

const found: ImportRecord = { from: '/dm-ansible', state: 'taking', places: {}, sources: [], tasks: [] }
const topology = { master_servers: [{ host: 'a', v1_source_path: '/x' }] }

test('cluster_import takes the flag out of the record', async () => {
  const source = 'master_servers:\n  - host: a\n    v1_source_path: /x\n'
  const cluster = fakeStore({ import: found, topology, source })
  const tools = fakeTools({ cluster })
  const check = async () => summary(await clusterImport.check(fakeHost(), { state: 'taken' }, tools))
  assert.deepEqual(await check(), ['record that the data of DM 1.0 is taken over'])
  await clusterImport.apply(fakeHost(), { state: 'taken' }, tools)
  assert.deepEqual(cluster.meta?.topology, { master_servers: [{ host: 'a' }] })
  assert.equal(cluster.meta?.source, 'master_servers:\n  - host: a\n')
  assert.equal(cluster.meta?.import?.state, 'taken')
  assert.equal(await check(), 'same')
})

test('cluster_import refuses a cluster that was not imported, and none', async () => {
  const check = (given: ReturnType<typeof fakeStore> | null) =>
    clusterImport.check(fakeHost(), { state: 'taken' }, fakeTools({ cluster: given }))
  assert.match(String(summary(await check(fakeStore()))), /blocked: .* was not imported/)
  await assert.rejects(check(null), /has no record/)
})
