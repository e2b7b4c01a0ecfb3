// A list of tasks over a set of hosts: one task after the other, each on all its hosts at once.
// A host that fails leaves the list; whether that is final is for the block or play around it to say.

import { inputError } from '../core/error.js'
import type { TaskRef } from '../core/event.js'
import { checkInput } from '../language/input_check.js'
import type { Host } from '../language/inventory.js'
import type { BlockTask, IncludeTask, InputSpec, Scope, Task, Value } from '../language/playbook.js'
import { Unknown } from '../language/unknown.js'
import { runBlock } from './block.js'
import { failureOf } from './failure.js'
import { evaluateOrUnknown, type Frame, included, within } from './frame.js'
import { LookAhead } from './look_ahead.js'
import { runModuleTask } from './module_task.js'
import type { PlayRun, Troubles } from './play_run.js'
import { runSet } from './set_task.js'
import type { TaskRun } from './task_run.js'

interface Within {
  readonly frame: Frame
  readonly play: PlayRun
}

/** Runs the tasks; gives the hosts that failed. Ends early when the play is being stopped, unless the frame cleans up. */
export async function runTasks(
  tasks: readonly Task[],
  hosts: readonly Host[],
  { frame, play }: Within,
): Promise<Troubles> {
  const troubles: Troubles = new Map()
  const ahead = new LookAhead(tasks, { frame, play })
  for (const [index, task] of tasks.entries()) {
    const able = hosts.filter((host) => !troubles.has(host.id))
    if (able.length === 0 || (play.stopping && !frame.cleaning) || play.context.fenced()) break
    const seen = ahead.at(index, able)
    const failed = await runTask(task, able, { frame: within(frame, task), play, seen })
    for (const [id, trouble] of failed) troubles.set(id, trouble)
    if (!frame.sheltered) play.settle(failed)
  }
  return troubles
}

async function runTask(
  task: Task,
  hosts: readonly Host[],
  { frame, play, seen }: Within & Pick<TaskRun, 'seen'>,
): Promise<Troubles> {
  if (task.kind === 'module') return runModuleTask(task, hosts, { frame, play, seen })
  return task.kind === 'set' ? runSet(task, hosts, { frame, play }) : runGroup(task, hosts, { frame, play })
}

/** A block or an include: announced as a heading, its tasks below it. */
async function runGroup(
  task: BlockTask | IncludeTask,
  hosts: readonly Host[],
  { frame, play }: Within,
): Promise<Troubles> {
  const { context } = play
  const ref = context.taskRef(task, play.taskName(task, hosts, frame))
  const began = context.clock.monotonic()
  const troubles: Troubles = new Map()
  context.emit({ kind: 'task_started', task: ref, depth: frame.depth, hosts: hosts.map((host) => host.id) })
  const chosen = choose(task, hosts, { frame, play, ref, troubles })
  const inner = { frame: { ...frame, depth: frame.depth + 1 }, play, ref }
  const failed = await (task.kind === 'block' ? runBlock(task, chosen, inner) : runInclude(task, chosen, inner))
  for (const [id, trouble] of failed) troubles.set(id, trouble)
  context.emit({ kind: 'task_finished', task: ref, ms: context.clock.monotonic() - began })
  return troubles
}

/** The hosts for which it runs; its `when` is evaluated once, on entry. */
function choose(task: Task, hosts: readonly Host[], run: Within & { ref: TaskRef; troubles: Troubles }): Host[] {
  const chosen: Host[] = []
  for (const host of hosts) {
    const held = run.play.holds(task, host, run.frame)
    if (held.kind === 'yes') chosen.push(host)
    else run.play.finish(run.ref, host, { outcome: held.outcome, troubles: run.troubles })
    if (task.runOnce && chosen.length === 1) break
  }
  return chosen
}

async function runInclude(
  task: IncludeTask,
  hosts: readonly Host[],
  run: Within & { ref: TaskRef },
): Promise<Troubles> {
  const troubles: Troubles = new Map()
  const given = new Map<string, Scope>()
  for (const host of hosts) {
    try {
      given.set(host.id, includeInputs(task, run.play.scope(run.frame, host)))
    } catch (thrown) {
      run.play.finish(run.ref, host, { outcome: { kind: 'failed', error: failureOf(thrown) }, troubles })
    }
  }
  const able = hosts.filter((host) => given.has(host.id))
  const frame = included(run.frame, (host) => given.get(host.id) ?? {})
  for (const [id, trouble] of await runTasks(task.tasks, able, { frame, play: run.play })) troubles.set(id, trouble)
  return troubles
}

/** Typed as the included file declares them; in a plan some may be unknown. Throws E-INPUT at the value's place. */
function includeInputs(task: IncludeTask, scope: Scope): Scope {
  const inputs = [...task.inputs.values()].map((spec) => [
    spec.name,
    includeInput(spec, task.given.get(spec.name), scope),
  ])
  return Object.fromEntries(inputs)
}

function includeInput(spec: InputSpec, value: Value | undefined, scope: Scope): unknown {
  const found = value ? evaluateOrUnknown(value, scope) : (spec.default ?? null)
  if (found === null || found instanceof Unknown) return found
  const checked = checkInput(spec, found)
  if (checked.kind === 'right') return checked.value
  const { why, hint } = checked
  throw inputError('E-INPUT', [
    { message: `cannot hand over ${spec.name} as it ${why}`, at: value?.at ?? spec.at, hint },
  ])
}
