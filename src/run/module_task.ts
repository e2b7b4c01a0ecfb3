// One module task over its hosts, with the words around a module: when, until, retries, timeout, changed_when,
// failed_when, register, run_once.

import type { Host } from '../language/inventory.js'
import type { ModuleTask } from '../language/playbook.js'
import { attempts, notRun } from './attempts.js'
import { hidden } from './hidden.js'
import { loop } from './loop.js'
import type { Ended, TaskRun } from './task_run.js'
import { wishOf } from './wish.js'

/** Runs the task on all hosts at once, or once; gives the hosts that failed. */
export async function runModuleTask(
  task: ModuleTask,
  hosts: readonly Host[],
  { frame, play, seen }: Pick<TaskRun, 'frame' | 'play' | 'seen'>,
) {
  const { context } = play
  const ref = context.taskRef(task, play.taskName(task, hosts, frame))
  const run: TaskRun = { task, frame, play, ref, troubles: new Map(), seen }
  const began = context.clock.monotonic()
  context.emit({ kind: 'task_started', task: ref, depth: frame.depth, hosts: hosts.map((host) => host.id) })
  if (task.runOnce) await runOnce(run, hosts)
  else await Promise.all(hosts.map((host) => runOn(run, host)))
  context.emit({ kind: 'task_finished', task: ref, ms: context.clock.monotonic() - began })
  return run.troubles
}

/** Runs on the first host for which `when` holds; the result goes to every host of the play, later batches too. */
async function runOnce(run: TaskRun, hosts: readonly Host[]): Promise<void> {
  const { task, play, frame } = run
  const known = play.once.get(task.id)
  // the condition of a loop is for its items
  const entry = task.loop ? { ...task, when: null } : task
  const first = known ? undefined : hosts.find((host) => play.holds(entry, host, frame).kind === 'yes')
  const ended = first ? await runOn(run, first) : null
  if (first && ended) play.once.set(task.id, { host: first.id, register: ended.register })
  const result = play.once.get(task.id)
  for (const host of hosts) {
    if (host === first) continue
    if (result && task.register) frame.registers.set(host.id, task.register, result.register)
    const why = result ? `ran once, on ${result.host}` : 'its condition holds on no host'
    play.finish(run.ref, host, { outcome: { kind: 'skipped', why }, troubles: run.troubles })
  }
}

async function runOn(run: TaskRun, host: Host): Promise<Ended> {
  const { task, play, frame, ref, troubles } = run
  const { clock } = play.context
  const began = clock.monotonic()
  const ended = task.loop ? await loop(run, host) : await once(run, host)
  if (task.register) frame.registers.set(host.id, task.register, ended.register)
  if (isDone(ended) && wishOf(task, host, play.scope(frame, host))) play.context.owed.settled(host.id)
  const outcome = task.noLog ? hidden(ended.outcome) : ended.outcome
  play.finish(ref, host, { outcome, ms: clock.monotonic() - began, troubles })
  if (outcome.kind === 'changed' || outcome.kind === 'may')
    play.handlers.notify(host, frame.notifies, outcome.kind === 'changed')
  return ended
}

async function once(run: TaskRun, host: Host): Promise<Ended> {
  const held = run.play.holds(run.task, host, run.frame)
  return held.kind === 'yes' ? attempts(run, host) : notRun(run, held.outcome)
}

const isDone = ({ outcome }: Ended): boolean => outcome.kind === 'ok' || outcome.kind === 'changed'
