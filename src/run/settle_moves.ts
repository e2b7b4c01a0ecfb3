// Resumes tasks that an interrupted run had paused to move their source: the first thing every run does that may change
// anything. What cannot be asked keeps its note, as a later run may.

import type { DmApi } from '../hosts/dm_api.js'
import { resumePaused } from '../hosts/paused_tasks.js'
import type { ClusterStore } from '../state/cluster_store.js'
import { withMove } from '../state/moves.js'

interface Debtor {
  readonly cluster: ClusterStore | null
  readonly dm: DmApi | null
}

/** Gives the sources of which every task that is owed runs. Throws what the store throws. */
export async function settleMoves({ cluster, dm }: Debtor): Promise<readonly string[]> {
  const moving = Object.entries((await cluster?.load())?.moving ?? {})
  if (!cluster || !dm) return []
  const settled: string[] = []
  for (const [source, tasks] of moving) {
    if (await run(dm, source, tasks)) settled.push(source)
  }
  for (const source of settled) {
    const meta = await cluster.load()
    if (meta) await cluster.save(withMove(meta, source, []))
  }
  return settled
}

/** A task that is gone meanwhile was stopped by somebody: nothing is owed to it. */
async function run(dm: DmApi, source: string, tasks: readonly string[]): Promise<boolean> {
  try {
    await resumePaused(
      dm,
      tasks.map((task) => ({ source, task })),
    )
    const { subtasks } = await dm.source(source)
    return !subtasks.some(({ task, stage }) => tasks.includes(task) && stage === 'Paused')
  } catch {
    return false
  }
}
