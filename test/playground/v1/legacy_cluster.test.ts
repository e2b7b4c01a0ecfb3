import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { layLegacyCluster } from '../../../src/playground/v1/legacy_cluster.js'
import { readTaskStore } from '../../../src/playground/v1/task_store.js'
import { temporaryFolder } from '../../fakes/temporary_folder.js'
import { legacy } from './legacy.js'

test('layLegacyCluster() lays each host below its own root, programs and units only where wanted', (t) => {
  const folder = temporaryFolder(t)
  const program = join(folder, 'simulator.cjs')
  writeFileSync(program, 'console.log("played " + globalThis.dmPlaygroundStamp.version)\n')
  const rootOf = ({ address }: { readonly address: string }) => join(folder, 'hosts', address)
  layLegacyCluster(legacy, { dmAnsible: join(folder, 'dm-ansible'), rootOf, program, units: true })
  const worker = join(folder, 'hosts', '172.16.10.72')
  const script = join(worker, 'data1/dm_worker/scripts/run_dm-worker.sh')
  assert.equal(statSync(script).mode & 0o111, 0o111)
  assert.ok(existsSync(join(worker, 'etc/systemd/system/dm-worker-8263.service')))
  assert.deepEqual(
    readTaskStore(join(worker, 'data1/dm_worker/dm_worker_meta/kv')).map(({ name }) => name),
    ['shop'],
  )
  const { stdout } = spawnSync(join(worker, 'data1/dm_worker/bin/dm-worker'), { encoding: 'utf8' })
  assert.equal(stdout, 'played v1.0.6\n')
  const bare = join(folder, 'bare')
  layLegacyCluster(legacy, { dmAnsible: null, rootOf: () => bare, program: null, units: false })
  assert.ok(!existsSync(join(bare, 'etc')) && !existsSync(join(bare, 'home/tidb/deploy/bin/dm-master')))
  assert.match(readFileSync(join(folder, 'dm-ansible/inventory.ini'), 'utf8'), /\[dm_master_servers\]/)
})
