// `adopt [NAME…]`: takes clusters of `tiup dm` over as they run. First all that is wrong with any of them; then for each:
// look at its machines (a plan: what a reload would write), ask, and run the playbook that marks what is the cluster's.
// TiUP's files stay as they are, and TiUP can go on with the cluster.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command, Invocation } from '../cli/io.js'
import { exitCodes, problemText } from '../core/error.js'
import type { World } from '../run/world.js'
import { clusterStore } from '../state/cluster_file_store.js'
import type { ClusterStore } from '../state/cluster_store.js'
import { type StateFolder, stateFolder } from '../state/folder.js'
import { adoptedDraft, keptPatches, keptTls } from './adoption.js'
import { Differing } from './drift.js'
import { launch, modeOf } from './launch.js'
import { type Draft, refuseShared } from './new_cluster.js'
import { realWorld } from './real_world.js'
import { takeover } from './takeover.js'
import { type TiupCluster, tiupClusters, tiupFolder } from './tiup_clusters.js'

export const adopt: Command = {
  async run(invocation) {
    const dir = tiupFolder(invocation, 'from')
    const clusters = await tiupClusters(dir, invocation.args)
    const state = await stateFolder(invocation.settings.home)
    const world = realWorld()
    const wishes: Wish[] = []
    for (const cluster of clusters) wishes.push(await wishFor(cluster, { invocation, state, world, dir }))
    let exit: number = exitCodes.ok
    for (const wish of wishes) {
      const ended = await adoptOne(wish, { invocation, state, world })
      if (exit === exitCodes.ok) exit = ended
      if (invocation.stop.aborted) break
    }
    return exit
  },
}

interface Around {
  readonly invocation: Invocation
  readonly state: StateFolder
  readonly world: World
}

interface Wish {
  readonly cluster: TiupCluster
  readonly store: ClusterStore
  readonly draft: Draft
}

/** Says warnings; throws why the cluster cannot be taken over. Nothing is contacted. */
async function wishFor(
  cluster: TiupCluster,
  { invocation, state, world, dir }: Around & { dir: string },
): Promise<Wish> {
  const { settings, options, io } = invocation
  const store = clusterStore(state, cluster.files.name)
  const mirror = typeof options.mirror === 'string' ? options.mirror : (settings.mirror ?? (await tiupMirror(dir)))
  const recorded = await store.load()
  const draft = adoptedDraft(cluster, { recorded, newId: world.random(16), ssh: settings.ssh, mirror })
  await refuseShared(draft, { state, settings })
  for (const warning of cluster.meta.warnings) io.warn(`warning: ${problemText(warning)}`)
  return { cluster, store, draft }
}

/** What `tiup mirror set` has left; null where that is the public one. */
async function tiupMirror(dir: string): Promise<string | null> {
  const text = await readFile(join(dir, 'tiup.toml'), 'utf8').catch(() => '')
  return /^mirror\s*=\s*"([^"\s]+)"\s*$/m.exec(text)?.[1] ?? null
}

/** Until the playbook begins the record, what is in the cluster's folder is ours to take away again. */
async function adoptOne(wish: Wish, around: Around): Promise<number> {
  try {
    return await lookAndTake(wish, around)
  } finally {
    if ((await wish.store.load()) === null) await wish.store.forget()
  }
}

async function lookAndTake(wish: Wish, { invocation, state, world }: Around): Promise<number> {
  const { cluster, draft, store } = wish
  const { privateKey, publicKey } = cluster.files
  const taken = { state, store, world, draft, key: { privateKey, publicKey } }
  await keptTls(cluster, store.folder)
  const differing = new Differing()
  const { operation: look, ssh } = await takeover(invocation, 'drift', taken)
  const stage = { world, state, ssh, watch: differing.listener }
  const found = await launch({ ...look, mode: 'plan' }, invocation, stage)
  if (found !== exitCodes.ok || modeOf(invocation) === 'plan') return found
  if (!invocation.settings.json) invocation.io.say(`\n${driftText(draft.name, differing.count)}`)
  const kept = await keptPatches(cluster, store.folder)
  const whole = Object.keys(kept).length > 0 ? { ...draft, kept } : draft
  const take = await takeover(invocation, 'adopt', { ...taken, draft: whole })
  return launch(take.operation, invocation, { world, state, ssh: take.ssh })
}

function driftText(name: string, differing: number): string {
  if (differing === 0) return `Nothing on the machines of ${name} differs from what dmbook would write.`
  const what = differing === 1 ? 'One thing differs' : `${differing} things differ`
  return `${what} from what dmbook would write, as the plan above shows. It stays so: dmbook reload ${name} would write it.`
}
