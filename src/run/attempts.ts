// One module task on one host: its tries, each within the task's timeout. Never throws; what goes wrong is an outcome.

import type { Failure, Outcome } from '../core/event.js'
import { UnreachableError } from '../hosts/errors.js'
import type { Host } from '../language/inventory.js'
import { Unknown, UnknownValueError } from '../language/unknown.js'
import { ModuleError } from '../modules/module.js'
import { callOf } from './call.js'
import { type Done, execute } from './execute.js'
import { failureOf } from './failure.js'
import { hiddenChanges } from './hidden.js'
import { judged, registerOf, scopeWith } from './judgement.js'
import type { Ended, TaskRun } from './task_run.js'
import { durationOf, numberOf } from './word_values.js'

/** Runs the task on the host; an expression of its words that cannot be evaluated is a failure too. */
export async function attempts(run: TaskRun, host: Host): Promise<Ended> {
  try {
    return await tries(run, host)
  } catch (thrown) {
    return notRun(run, { kind: 'failed', error: failureOf(thrown) })
  }
}

/** The task did not run on this host. */
export function notRun(run: TaskRun, outcome: Outcome): Ended {
  const register = outcome.kind === 'may' ? new Unknown(outcome.why) : registerOf(run, outcome, {})
  return { outcome, register }
}

/** Tries until `until` holds (or, with retries alone, until it does not fail). A plan tries once. */
async function tries(run: TaskRun, host: Host): Promise<Ended> {
  const { task, play } = run
  const scope = play.scope(run.frame, host)
  const rolls = task.until || task.retries
  const most = rolls && play.context.mode === 'run' ? numberOf(task.retries, scope, 3) + 1 : 1
  const delayMs = durationOf(task.delay, scope, 5000)
  for (let number = 1; ; number++) {
    const ended = await attempt(run, host)
    if (isLost(ended) || enough(run, host, ended)) return ended
    if (number >= most || play.stopping) return exhausted(run, ended, number)
    play.context.emit({
      kind: 'host_waiting',
      task: run.ref,
      host: host.id,
      text: `try ${number} of ${most} was not enough`,
    })
    await play.context.clock.sleep(delayMs)
  }
}

const isLost = ({ outcome }: Ended): boolean => outcome.kind === 'unreachable' || outcome.kind === 'in_doubt'

function enough(run: TaskRun, host: Host, ended: Ended): boolean {
  if (!run.task.until || run.play.context.mode === 'plan') return ended.outcome.kind !== 'failed'
  return run.task.until.evaluate(scopeWith(run, host, ended.register)) === true
}

function exhausted({ task }: TaskRun, ended: Ended, tries: number): Ended {
  if (!task.until || ended.outcome.kind === 'failed') return ended
  const error: Failure = { code: 'E-UNTIL', message: `after ${tries} tries still not: ${task.until.text}` }
  return { ...ended, outcome: { kind: 'failed', error } }
}

async function attempt(run: TaskRun, host: Host): Promise<Ended> {
  const effect = { begun: false }
  try {
    const done = await bounded(run, host, effect)
    if (done.result === undefined)
      return { outcome: done.outcome, register: new Unknown(`"${run.ref.name}" has not run`) }
    return judged(run, host, { outcome: done.outcome, register: registerOf(run, done.outcome, done.result) })
  } catch (thrown) {
    if (thrown instanceof UnknownValueError) return notRun(run, { kind: 'may', why: thrown.message })
    if (thrown instanceof UnreachableError)
      return notRun(
        run,
        effect.begun ? { kind: 'in_doubt', why: thrown.message } : { kind: 'unreachable', error: failureOf(thrown) },
      )
    const outcome: Outcome = { kind: 'failed', error: failureOf(thrown) }
    const result = thrown instanceof ModuleError ? thrown.result : {}
    const ended = { outcome, register: registerOf(run, outcome, result) }
    return thrown instanceof ModuleError ? judged(run, host, ended) : ended
  }
}

/** Runs the module within the task's timeout; notes when it begins to change something. */
async function bounded(run: TaskRun, host: Host, effect: { begun: boolean }): Promise<Done> {
  const { task, play, frame, seen } = run
  const { context } = play
  const { step, ...call } = callOf(run, host)
  return execute({
    ...call,
    seen: seen?.get(host.id),
    mode: context.mode,
    pending: context.participants.of(host).pending,
    beforeEffect: async (changes) => {
      await play.handlers.announce(host, frame.notifies)
      await context.beforeEffect(step, task.noLog ? hiddenChanges(changes) : changes)
      effect.begun = true
    },
  })
}
