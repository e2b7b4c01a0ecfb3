// One module task over its hosts, with the words around a module: when, until, retries, timeout, changed_when,
// failed_when, register, run_once.

import { Duration, parseDuration } from '../core/duration.js'
import type { Failure, Outcome, TaskRef } from '../core/event.js'
import { UnreachableError } from '../hosts/errors.js'
import { controlId, type Host } from '../language/inventory.js'
import { completeParams } from '../language/params.js'
import type { Condition, ModuleTask, Scope, Value } from '../language/playbook.js'
import { Unknown, UnknownValueError } from '../language/unknown.js'
import { evaluate } from '../language/values.js'
import { ModuleError } from '../modules/module.js'
import { type Done, execute } from './execute.js'
import { failureOf } from './failure.js'
import type { Frame } from './frame.js'
import type { PlayRun, Troubles } from './play_run.js'

interface TaskRun {
  readonly task: ModuleTask
  readonly frame: Frame
  readonly play: PlayRun
  readonly ref: TaskRef
  readonly troubles: Troubles
}

/** How it ended, and what its register holds. */
interface Ended {
  readonly outcome: Outcome
  readonly register: unknown
}

/** Runs the task on all hosts at once, or once; gives the hosts that failed. */
export async function runModuleTask(
  task: ModuleTask,
  hosts: readonly Host[],
  { frame, play }: Pick<TaskRun, 'frame' | 'play'>,
) {
  const { context } = play
  const ref = context.taskRef(task, play.taskName(task, hosts, frame))
  const run: TaskRun = { task, frame, play, ref, troubles: new Map() }
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
  const first = known ? undefined : hosts.find((host) => play.holds(task, host, frame).kind === 'yes')
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
  const held = play.holds(task, host, frame)
  const ended = held.kind === 'yes' ? await attempts(run, host) : notRun(run, held.outcome)
  if (task.register) frame.registers.set(host.id, task.register, ended.register)
  play.finish(ref, host, { outcome: ended.outcome, ms: clock.monotonic() - began, troubles })
  return ended
}

function notRun(run: TaskRun, outcome: Outcome): Ended {
  const register = outcome.kind === 'may' ? new Unknown(outcome.why) : registerOf(run, outcome, {})
  return { outcome, register }
}

/** Tries until `until` holds (or, with retries alone, until it does not fail). A plan tries once. */
async function attempts(run: TaskRun, host: Host): Promise<Ended> {
  const { task, play } = run
  const scope = play.scope(run.frame, host)
  const rolls = task.until || task.retries
  const tries = rolls && play.context.mode === 'run' ? numberOf(task.retries, scope, 3) + 1 : 1
  const delayMs = durationOf(task.delay, scope, 5000)
  for (let number = 1; ; number++) {
    const ended = await attempt(run, host)
    if (ended.outcome.kind === 'unreachable' || enough(run, host, ended)) return ended
    if (number >= tries || play.stopping) return exhausted(run, ended, number)
    play.context.emit({
      kind: 'host_waiting',
      task: run.ref,
      host: host.id,
      text: `try ${number} of ${tries} was not enough`,
    })
    await play.context.clock.sleep(delayMs)
  }
}

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
  try {
    const done = await bounded(run, host)
    if (done.result === undefined)
      return { outcome: done.outcome, register: new Unknown(`"${run.ref.name}" has not run`) }
    return judged(run, host, { outcome: done.outcome, register: registerOf(run, done.outcome, done.result) })
  } catch (thrown) {
    if (thrown instanceof UnknownValueError) return notRun(run, { kind: 'may', why: thrown.message })
    if (thrown instanceof UnreachableError) return notRun(run, { kind: 'unreachable', error: failureOf(thrown) })
    const outcome: Outcome = { kind: 'failed', error: failureOf(thrown) }
    const result = thrown instanceof ModuleError ? thrown.result : {}
    const ended = { outcome, register: registerOf(run, outcome, result) }
    return thrown instanceof ModuleError ? judged(run, host, ended) : ended
  }
}

/** Runs the module within the task's timeout. */
async function bounded(run: TaskRun, host: Host): Promise<Done> {
  const { task, play, frame, ref } = run
  const { context } = play
  const scope = play.scope(frame, host)
  const timeoutMs = task.timeout ? durationOf(task.timeout, scope, 0) : null
  const signal = timeoutMs === null ? context.abort : AbortSignal.any([context.abort, AbortSignal.timeout(timeoutMs)])
  const on = task.on === 'control' ? (context.inventory.hosts.get(controlId) ?? host) : host
  const step = { task: ref, host, file: task.at.source.file, signal, scope }
  const [module, entry] = [context.modules.get(task.module), context.catalog.get(task.module)]
  if (!module || !entry) throw new TypeError(`no module ${task.module}`)
  return execute({
    module,
    params: completeParams(entry, evaluate(task.params, scope), task.params),
    host: context.machine(on, { user: userOf(frame, scope), signal }),
    tools: context.tools(step),
    mode: context.mode,
    pending: context.participants.of(host).pending,
    beforeEffect: (changes) => context.beforeEffect(step, changes),
  })
}

function userOf(frame: Frame, scope: Scope): string | null {
  const become = frame.become ? evaluate(frame.become, scope) : false
  if (become !== true) return null
  return frame.becomeUser ? String(evaluate(frame.becomeUser, scope)) : 'root'
}

/** changed_when and failed_when have the last word. */
function judged(run: TaskRun, host: Host, ended: Ended): Ended {
  const { changedWhen, failedWhen } = run.task
  if ((!changedWhen && !failedWhen) || run.play.context.mode === 'plan') return ended
  const scope = scopeWith(run, host, ended.register)
  const outcome = changedOutcome(failedOutcome(ended.outcome, failedWhen, scope), changedWhen, scope)
  return { outcome, register: registerOf(run, outcome, Object(ended.register)) }
}

function failedOutcome(outcome: Outcome, condition: Condition | null, scope: Scope): Outcome {
  if (!condition) return outcome
  const failed = condition.evaluate(scope) === true
  if (!failed) return outcome.kind === 'failed' ? { kind: 'ok' } : outcome
  return outcome.kind === 'failed'
    ? outcome
    : { kind: 'failed', error: { code: 'E-FAILED-WHEN', message: `failed_when holds: ${condition.text}` } }
}

function changedOutcome(outcome: Outcome, condition: Condition | null, scope: Scope): Outcome {
  if (!condition || (outcome.kind !== 'ok' && outcome.kind !== 'changed')) return outcome
  if (condition.evaluate(scope) !== true) return { kind: 'ok' }
  return outcome.kind === 'changed'
    ? outcome
    : { kind: 'changed', changes: [{ summary: `changed_when holds: ${condition.text}` }] }
}

function scopeWith({ task, play, frame }: TaskRun, host: Host, register: unknown): Scope {
  const scope = play.scope(frame, host)
  return task.register ? { ...scope, [task.register]: register } : scope
}

/** Every key that the module documents is there, null where it has nothing to say. */
function registerOf({ task, play }: TaskRun, outcome: Outcome, result: object): object {
  const keys = play.context.catalog.get(task.module)?.results ?? []
  return {
    ...Object.fromEntries(keys.map((key) => [key, null])),
    ...result,
    changed: outcome.kind === 'changed',
    failed: outcome.kind === 'failed' || outcome.kind === 'unreachable',
    skipped: outcome.kind === 'skipped',
  }
}

function numberOf(value: Value | null, scope: Scope, fallback: number): number {
  const found = value ? Number(evaluate(value, scope)) : fallback
  return Number.isFinite(found) ? found : fallback
}

function durationOf(value: Value | null, scope: Scope, fallbackMs: number): number {
  if (!value) return fallbackMs
  const found = evaluate(value, scope)
  if (found instanceof Duration) return found.ms
  return parseDuration(String(found))?.ms ?? fallbackMs
}
