// The tasks of a view: how one begins, hears its hosts and is folded into one entry. A task on which every host was
// skipped leaves no line: what did not happen is told on request (`verbose`). A block or include says of a host only
// what its tasks cannot: that it was skipped or rescued, or failed before the first of them.

import type { Event, Failure, Outcome, TaskRef } from '../core/event.js'
import { appendBelow } from './entries.js'
import { plusOne } from './outcomes.js'
import { planAfter } from './plan_model.js'
import { isContainer, type SameFailure, type TaskView, type View } from './view.js'

type Of<Kind extends Event['kind']> = Extract<Event, { kind: Kind }>
type Words = Of<'host_waiting' | 'host_said' | 'host_applying'>

/** A wait is said again after so long. */
const waitMs = 10_000

export function taskStarted(view: View, event: Of<'task_started'>): View {
  const task: TaskView = {
    task: event.task,
    depth: event.depth,
    part: event.part ?? null,
    since: event.at,
    total: event.hosts.length,
    pending: event.hosts,
    counts: {},
    says: new Map(),
    failures: [],
    headed: false,
    saidAt: event.at,
  }
  return { ...view, tasks: [...view.tasks, task] }
}

/** A host waits for something, says something or begins to change something. What it says is for the reader: it stays. */
export function hostSaid(view: View, event: Words): View {
  const task = openTask(view, event.task)
  const text = event.kind === 'host_applying' ? event.changes[0]?.summary : event.text
  if (!task || !text) return view
  const heard = { ...task, says: new Map(task.says).set(event.host, text) }
  if (event.kind === 'host_said') {
    return appendBelow(replaced(view, task, heard), event.at, { kind: 'said', view: heard, host: event.host, text })
  }
  if (event.at - heard.saidAt < waitMs) return replaced(view, task, heard)
  const said = { ...heard, saidAt: event.at }
  return appendBelow(replaced(view, task, said), event.at, { kind: 'wait', view: said, ms: event.at - said.since })
}

export function hostFinished(view: View, event: Of<'host_finished'>): View {
  const task = openTask(view, event.task)
  if (!task) return view
  const settled = withOutcome(task, event.host, event.outcome)
  return withHostEntries(withPlan(replaced(view, task, settled), event), task, { settled, event })
}

function withPlan(view: View, event: Of<'host_finished'>): View {
  return view.head?.mode === 'plan' ? { ...view, plan: planAfter(view.plan, view.play, event) } : view
}

function withHostEntries(view: View, before: TaskView, now: { settled: TaskView; event: Of<'host_finished'> }): View {
  const { settled, event } = now
  const { at, host, outcome } = event
  if (outcome.kind === 'failed' || outcome.kind === 'unreachable') {
    const again = settled.failures.length === before.failures.length
    if (again && !view.verbose) return view
    return appendBelow(view, at, { kind: 'failure', view: settled, host, error: outcome.error, again })
  }
  return view.verbose ? appendBelow(view, at, { kind: 'host', view: settled, host, outcome }) : view
}

function withOutcome(task: TaskView, host: string, outcome: Outcome): TaskView {
  const says = new Map(task.says)
  says.delete(host)
  const pending = task.pending.filter((other) => other !== host)
  const settled = { ...task, pending, says, counts: plusOne(task.counts, outcome.kind) }
  if (outcome.kind !== 'failed' && outcome.kind !== 'unreachable') return settled
  return { ...settled, failures: joined(task.failures, host, outcome.error) }
}

/** Two failures are the same when their texts differ in nothing but the host. */
function joined(failures: readonly SameFailure[], host: string, error: Failure): readonly SameFailure[] {
  const key = error.message.replaceAll(host, '')
  const index = failures.findIndex(
    ({ hosts: [first = ''], error: known }) => known.code === error.code && known.message.replaceAll(first, '') === key,
  )
  const same = failures[index]
  return same
    ? failures.with(index, { ...same, hosts: [...same.hosts, host] })
    : [...failures, { hosts: [host], error }]
}

export function taskFinished(view: View, event: Of<'task_finished'>): View {
  const task = openTask(view, event.task)
  return task ? folded(view, task, { at: event.at, ms: event.ms }) : view
}

/** Folds what is still open, the inner ones first: the play ended or the run was interrupted. */
export function foldAll(view: View, at: number): View {
  return view.tasks.toReversed().reduce((next, task) => folded(next, task, { at, ms: at - task.since }), view)
}

function folded(view: View, task: TaskView, { at, ms }: { readonly at: number; readonly ms: number }): View {
  const rest = { ...view, tasks: view.tasks.filter((other) => other.task !== task.task) }
  return deservesLine(task, view.verbose) ? appendBelow(rest, at, { kind: 'task', view: task, ms }) : rest
}

function deservesLine(task: TaskView, verbose: boolean): boolean {
  const told = Object.entries(task.counts).some(([kind, number]) => number > 0 && kind !== 'skipped')
  if (isContainer(task)) return told
  return told || task.pending.length > 0 || (verbose && task.total > 0)
}

const openTask = (view: View, { id }: TaskRef): TaskView | undefined =>
  view.tasks.findLast(({ task }) => task.id === id)

const replaced = (view: View, old: TaskView, now: TaskView): View => ({
  ...view,
  tasks: view.tasks.map((task) => (task === old ? now : task)),
})
