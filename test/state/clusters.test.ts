import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { clusterStore } from '../../src/state/cluster_file_store.js'
import { listClusters } from '../../src/state/clusters.js'
import { stateFolder } from '../../src/state/folder.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { emptyRecord } from './records.js'

describe('listClusters()', () => {
  test('is empty at first', async (t) => {
    assert.deepEqual(await listClusters(await stateFolder(temporaryFolder(t))), [])
  })

  test('lists by name, with the key where there is one', async (t) => {
    const state = await stateFolder(temporaryFolder(t))
    for (const name of ['test', 'prod']) await clusterStore(state, name).save(emptyRecord(name))
    const key = join(state.clusters, 'prod', 'ssh', 'id_ed25519')
    mkdirSync(join(key, '..'))
    for (const file of [key, `${key}.pub`]) writeFileSync(file, '')
    const listed = await listClusters(state)
    assert.deepEqual(
      listed.map(({ name, meta, privateKey, problem }) => [name, meta?.name, privateKey, problem]),
      [
        ['prod', 'prod', key, null],
        ['test', 'test', null, null],
      ],
    )
  })

  test('shows a broken record as such, and the others', async (t) => {
    const state = await stateFolder(temporaryFolder(t))
    for (const name of ['broken', 'nokey', 'prod']) await clusterStore(state, name).save(emptyRecord(name))
    writeFileSync(join(state.clusters, 'broken', 'meta.yaml'), 'torn')
    mkdirSync(join(state.clusters, 'nokey', 'ssh', 'id_ed25519'), { recursive: true })
    const listed = await listClusters(state)
    assert.deepEqual(
      listed.map(({ name, meta, problem }) => [name, meta === null, problem?.split(' ').slice(0, 2).join(' ')]),
      [
        ['broken', true, 'cannot use'],
        ['nokey', true, 'cannot read'],
        ['prod', false, undefined],
      ],
    )
  })

  test('leaves out what is no cluster', async (t) => {
    const state = await stateFolder(temporaryFolder(t))
    mkdirSync(join(state.clusters, 'empty'))
    mkdirSync(join(state.clusters, '.gone-prod'))
    writeFileSync(join(state.clusters, 'notes.txt'), '')
    assert.deepEqual(await listClusters(state), [])
  })
})
