// What happens to a cluster between two verbs, by other hands than dmbook's: in the folder of a lane.

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { clusterStore } from '../../src/state/cluster_file_store.js'
import type { ClusterMeta } from '../../src/state/cluster_store.js'
import { stateFolder } from '../../src/state/folder.js'
import { fakeUnits } from '../fakes/fake_units.js'
import { dmRegistry } from './dm_registry.js'

export type Arrangement = 'bootable' | 'configured' | 'haunted' | 'used'

export const arrangements: Readonly<Record<Arrangement, (root: string) => Promise<void>>> = {
  /** The record says that its units start at boot: those of this suite seem to. */
  bootable: (root) => recorded(root, (meta) => ({ settings: { ...meta.settings, services: 'systemd-user' } })),
  /** The recorded configuration changes, as an editor of it would have it. */
  configured: (root) =>
    recorded(root, ({ topology }) => ({ topology: { ...Object(topology), server_configs: noisy } })),
  /** DM remembers two members that no node stands behind. */
  async haunted(root) {
    const folder = join(root, 'units')
    const registry = dmRegistry(folder, fakeUnits(folder))
    for (const unit of ['dm-master-714', 'dm-worker-733']) registry.started(unit)
  },
  /** Its instances have written data and logs. */
  async used(root) {
    const deploy = join(root, 'home/run/c1/deploy')
    for (const instance of readdirSync(deploy).filter((name) => name.startsWith('dm-')))
      for (const name of ['log/a.log', 'log/a-2.log', 'data/a/b']) {
        mkdirSync(dirname(join(deploy, instance, name)), { recursive: true })
        writeFileSync(join(deploy, instance, name), name)
      }
  },
}

export const isArrangement = (step: string): step is Arrangement => step in arrangements

const noisy = { master: { 'log-level': 'debug' }, worker: { 'log-level': 'debug' } }

async function recorded(root: string, changes: (meta: ClusterMeta) => Partial<ClusterMeta>): Promise<void> {
  const store = clusterStore(await stateFolder(join(root, 'home')), 'c1')
  const meta = await store.load()
  if (meta) await store.save({ ...meta, ...changes(meta) })
}
