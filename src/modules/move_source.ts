// Hands a source from one worker to another, its tasks with it. DM before v6 refuses to move one whose tasks run (46019):
// they are paused for that moment. Newer ones pause by themselves, and only log what they could not resume. So the tasks
// that run are noted in the cluster's record first, and are seen running afterwards: what a killed run leaves paused is
// resumed by the next (run/settle_moves.ts).

import type { DmApi, SourceStatus } from '../hosts/dm_api.js'
import type { Writer } from '../hosts/host.js'
import { resumePaused } from '../hosts/paused_tasks.js'
import { withMove } from '../state/moves.js'
import { dmOf } from './dm_leader.js'
import { tasksAgain } from './dm_stages.js'
import { callDmctl, dmctlProgram } from './dmctl_call.js'
import { ModuleError } from './module.js'
import { done, notYet, poll } from './poll.js'
import { changeRecord } from './record_store.js'
import type { Tools } from './tools.js'

const tasksRun = 46019

export interface Move {
  readonly source: string
  readonly worker: string
}

/** Resolves when the worker has the source and every task that ran runs again. */
export async function moveSource(host: Writer, move: Move, tools: Tools): Promise<void> {
  const dm = dmOf(tools)
  const status = await dm.source(move.source)
  refuseWork(status, move)
  await dmctlProgram(host, tools)
  const tasks = status.subtasks.filter(({ stage }) => stage === 'Running').map(({ task }) => task)
  await changeRecord(tools, (meta) => withMove(meta, move.source, tasks))
  const failure = await outcome(async () => {
    await transferred(host, { ...move, tasks }, tools)
    await isBound(dm, move, tools)
  })
  // also after a failure: what this move has paused is not left paused
  await runAgain(dm, { source: move.source, tasks }, tools)
  await changeRecord(tools, (meta) => withMove(meta, move.source, []))
  if (failure !== null) throw failure
}

async function outcome(act: () => Promise<void>): Promise<unknown> {
  try {
    await act()
    return null
  } catch (thrown) {
    return thrown
  }
}

function refuseWork({ subtasks, relay }: SourceStatus, { source, worker }: Move): void {
  const busy = subtasks.find(({ unit, stage }) => stage === 'Running' && unit !== 'Sync')
  const why = busy ? `${busy.task} is in ${busy.unit.toLowerCase()}` : relay ? 'a relay log is written for it' : null
  if (why === null) return
  throw new ModuleError(`cannot move ${source} to ${worker} as ${why}`, { code: 'E-MOVE', hint: '--workers stay' })
}

interface Busy extends Move {
  readonly tasks: readonly string[]
}

async function transferred(host: Writer, { source, worker, tasks }: Busy, tools: Tools): Promise<void> {
  const words = ['transfer-source', source, worker]
  const first = await callDmctl(host, words, tools)
  if (first.ok) return
  if (first.code !== tasksRun) throw refused({ source, worker }, first.text)
  for (const task of tasks) await dmOf(tools).operateTask('pause', { task, source })
  const second = await callDmctl(host, words, tools)
  if (!second.ok) throw refused({ source, worker }, second.text)
}

const refused = ({ source, worker }: Move, detail: string): ModuleError =>
  new ModuleError(`cannot move ${source} to ${worker} as DM refuses it`, { code: 'E-MOVE', detail })

async function isBound(dm: DmApi, { source, worker }: Move, tools: Tools): Promise<void> {
  const patience = { what: `see ${source} at ${worker}`, timeoutMs: tools.waitTimeoutMs, intervalMs: 100 }
  await poll(tools, patience, async () => {
    const { workers } = await dm.members()
    const holder = workers.find((one) => one.source === source && one.stage === 'bound')
    return holder?.name === worker ? done(true) : notYet(`${holder?.name ?? 'no worker'} has ${source}`)
  })
}

/** One that is found paused is resumed, also where DM was to do that by itself. */
async function runAgain(
  dm: DmApi,
  { source, tasks }: { readonly source: string; readonly tasks: readonly string[] },
  tools: Tools,
): Promise<void> {
  const hint = 'look at them with dmctl query-status; the next run that changes anything resumes them'
  const patience = {
    what: `see the tasks of ${source} run again`,
    timeoutMs: tools.waitTimeoutMs,
    intervalMs: 100,
    hint,
  }
  const before = tasks.map((task) => ({ source, task }))
  await poll(tools, patience, async () => {
    await resumePaused(dm, before).catch((thrown) => {
      if (thrown instanceof TypeError) throw thrown
    })
    return tasksAgain(dm, before)
  })
}
