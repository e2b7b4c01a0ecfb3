// What the tests of rolling operations do around them.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Json } from '../../src/language/inventory.js'
import { clusterStore } from '../../src/state/cluster_file_store.js'
import type { ClusterMeta } from '../../src/state/cluster_store.js'
import { stateFolder } from '../../src/state/folder.js'
import { root } from '../shape/imports.js'
import type { Embedded, Ended } from './embedded.js'

export function succeeded(ended: Ended): Ended {
  assert.equal(ended.code, 0, `${ended.out}${ended.err}`)
  return ended
}

/** Deploys the cluster and starts it. */
export async function started(it: Embedded): Promise<void> {
  const [, name = ''] = it.deploy
  succeeded(await it.type([...it.deploy, '-y']))
  succeeded(await it.type(['start', name]))
}

/** Changes the recorded topology, as an edit of the configuration does. */
export const configured = (home: string, name: string, serverConfigs: Json): Promise<void> =>
  recorded(home, name, (meta) => ({ ...meta, topology: { ...Object(meta.topology), server_configs: serverConfigs } }))

/** Changes a cluster's record, as a run that was killed has left it. */
export async function recorded(home: string, name: string, change: (meta: ClusterMeta) => ClusterMeta): Promise<void> {
  const store = clusterStore(await stateFolder(home), name)
  const meta = await store.load()
  if (meta) await store.save(change(meta))
}

/** How long a start of the simulator's process takes on an idle machine of two cores. */
const idleStartMs = 120

/** A second of such a machine in milliseconds of this one, as it is loaded just now. */
export function secondHere(): number {
  const began = performance.now()
  execFileSync(process.execPath, [join(root, 'dist', 'simulator.cjs'), 'dm-master', '-V'])
  return 1000 * Math.max(1, (performance.now() - began) / idleStartMs)
}
