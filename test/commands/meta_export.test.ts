import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { adoptedDraft } from '../../src/commands/adoption.js'
import { type TiupCluster, tiupClusters } from '../../src/commands/tiup_clusters.js'
import { clusterStore } from '../../src/state/cluster_file_store.js'
import { adoptedKeyPath, saveClusterKey } from '../../src/state/cluster_key.js'
import { stateFolder } from '../../src/state/folder.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { putTiupCluster, tiupMeta } from '../fakes/tiup_home.js'
import { typed, withHome } from '../fakes/typed.js'
import { twoMachines } from './two_machines.js'

const around = { recorded: null, newId: 'c0ffee', ssh: null, mirror: null }

async function firstOf(home: string): Promise<TiupCluster> {
  const [found] = await tiupClusters(home, [])
  if (!found) throw new Error('there is none')
  return found
}

/** As adopt leaves it. */
async function adopted(home: string, cluster: TiupCluster): Promise<void> {
  const store = clusterStore(await stateFolder(home), cluster.files.name)
  const machines = { '10.0.0.1': { os: 'linux', arch: 'amd64' }, '10.0.0.2': { os: 'linux', arch: 'amd64' } }
  const { privateKey, publicKey } = cluster.files
  await store.save({ ...adoptedDraft(cluster, around), machines, state: 'deployed', serial: 0 })
  await saveClusterKey({ path: adoptedKeyPath(store.folder), privateKey, publicKey })
}

describe('meta export --tiup', () => {
  test('adopt → export → adopt gives the same', async (context) => {
    const [tiup, back] = [temporaryFolder(context), temporaryFolder(context)]
    putTiupCluster(tiup, 'prod')
    const first = await firstOf(tiup)
    await withHome(async (home) => {
      await adopted(home, first)
      const { code, out, err } = await typed(['meta', 'export', 'prod', '--tiup', '--to', back], { home })
      assert.equal(code, 0, err)
      assert.match(out, /tiup dm can go on with it/)
      const second = await firstOf(back)
      const recorded = await clusterStore(await stateFolder(home), 'prod').load()
      assert.ok(recorded)
      assert.deepEqual(adoptedDraft(second, { ...around, recorded }).id, 'c0ffee')
      assert.deepEqual(second.meta.patched, first.meta.patched)
      assert.deepEqual(
        [second.files.privateKey, second.files.publicKey],
        [first.files.privateKey, first.files.publicKey],
      )
      const again = await typed(['meta', 'export', 'prod', '--tiup', '--to', back], { home })
      assert.match(again.out, /Nothing had to change/)
    })
  })

  test('asks before it writes over what tiup dm knows, and keeps that', async (context) => {
    const tiup = temporaryFolder(context)
    const folder = putTiupCluster(tiup, 'prod')
    await withHome(async (home) => {
      await adopted(home, await firstOf(tiup))
      const words = ['meta', 'export', 'prod', '--tiup']
      const declined = await typed(words, { home, env: { TIUP_HOME: tiup }, answers: ['no'] })
      assert.equal(declined.code, 6)
      assert.equal(readFileSync(join(folder, 'meta.yaml'), 'utf8'), tiupMeta)
      const { code } = await typed(words, { home, env: { TIUP_HOME: tiup }, answers: ['yes'] })
      assert.equal(code, 0)
      const [kept = ''] = readdirSync(join(folder, 'backup'))
      assert.equal(readFileSync(join(folder, 'backup', kept), 'utf8'), tiupMeta)
    })
  })

  test('is refused for what tiup dm cannot serve, and without a form', async (context) => {
    const back = temporaryFolder(context)
    mkdirSync(join(back, 'clusters'))
    writeFileSync(join(back, 'kept'), '')
    await withHome(async (home) => {
      await twoMachines(home)
      assert.equal((await typed(['meta', 'export', 'prod'], { home })).code, 2)
      const store = clusterStore(await stateFolder(home), 'prod')
      const meta = await store.load()
      assert.ok(meta)
      await store.save({ ...meta, settings: { ...meta.settings, services: 'supervised' } })
      const { code, err } = await typed(['meta', 'export', 'prod', '--tiup', '--to', back], { home })
      assert.equal(code, 6)
      assert.match(err, /supervised, which tiup dm cannot do/)
      assert.deepEqual(readdirSync(join(back, 'clusters')), [])
    })
  })
})
