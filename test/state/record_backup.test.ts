import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { clusterStore } from '../../src/state/cluster_file_store.js'
import { type StateFolder, stateFolder } from '../../src/state/folder.js'
import { packRecord, unpackRecord } from '../../src/state/record_backup.js'
import { withHome } from '../fakes/typed.js'
import { emptyRecord } from './records.js'

const withProd = (body: (state: StateFolder, file: string) => Promise<void>): Promise<void> =>
  withHome(async (home) => {
    const state = await stateFolder(home)
    const store = clusterStore(state, 'prod')
    await store.save(emptyRecord('prod'))
    mkdirSync(join(store.folder, 'ssh'))
    writeFileSync(join(store.folder, 'ssh', 'id_ed25519'), 'key', { mode: 0o600 })
    writeFileSync(join(store.folder, 'edited-1.yaml'), 'draft')
    const path = join(home, 'b.tar.gz')
    await packRecord({ folder: store.folder, path })
    await body(state, path)
  })

describe('a record that is packed and unpacked', () => {
  test('is in one file for the owner only, and comes back as it was', async () => {
    await withProd(async (state, path) => {
      assert.equal(statSync(path).mode & 0o777, 0o600)
      const store = clusterStore(state, 'prod')
      const meta = await store.load()
      assert.ok(meta)
      for (let count = 0; count < 4; count++) await store.save({ ...meta, serial: meta.serial + count })
      const unpacked = await unpackRecord(state, { name: 'prod', path })
      assert.equal(unpacked.meta.serial, 1)
      await unpacked.place(5)
      assert.equal((await store.load())?.serial, 6, 'above both')
      assert.equal(statSync(join(store.folder, 'ssh', 'id_ed25519')).mode & 0o777, 0o600)
      assert.ok(!existsSync(join(store.folder, 'edited-1.yaml')))
      assert.deepEqual(readdirSync(state.clusters), ['prod'])
    })
  })

  test('can take the place of nothing, and sweeps away what a killed restore left', async () => {
    await withProd(async (state, path) => {
      await clusterStore(state, 'prod').forget()
      mkdirSync(join(state.clusters, '.restore-prod.1', 'old'), { recursive: true })
      const unpacked = await unpackRecord(state, { name: 'prod', path })
      await unpacked.place(0)
      assert.equal((await clusterStore(state, 'prod').load())?.serial, 2)
      assert.deepEqual(readdirSync(state.clusters), ['prod'])
    })
  })

  test('is refused where it is of another cluster or no whole record, and leaves nothing', async () => {
    await withProd(async (state, path) => {
      await assert.rejects(unpackRecord(state, { name: 'other', path }), /as it is of prod/)
      writeFileSync(path, 'no tar')
      await assert.rejects(unpackRecord(state, { name: 'prod', path }), { code: 'E-BACKUP' })
      mkdirSync(join(state.root, 'empty'))
      writeFileSync(join(state.root, 'empty', 'x'), '')
      await packRecord({ folder: join(state.root, 'empty'), path })
      await assert.rejects(unpackRecord(state, { name: 'prod', path }), /holds no record/)
      assert.deepEqual(readdirSync(state.clusters), ['prod'])
    })
  })

  test('is refused where its record was cut or edited', async () => {
    await withProd(async (state, path) => {
      const folder = join(state.root, 'torn')
      mkdirSync(folder)
      writeFileSync(join(folder, 'meta.yaml'), '# dmbook cluster record\nformat: 1\n')
      await packRecord({ folder, path })
      await assert.rejects(unpackRecord(state, { name: 'prod', path }), /cut short, or was edited/)
    })
  })
})
