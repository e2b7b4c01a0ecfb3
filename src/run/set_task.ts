// A task that sets names: nothing of it reaches a machine, so it does the same in a plan. Where its `when` does not hold
// a host keeps what it had, null where that was nothing.

import type { Host } from '../language/inventory.js'
import type { Scope, SetTask } from '../language/playbook.js'
import { Unknown } from '../language/unknown.js'
import { failureOf } from './failure.js'
import { evaluateOrUnknown, type Frame } from './frame.js'
import type { PlayRun, Troubles } from './play_run.js'

interface Within {
  readonly frame: Frame
  readonly play: PlayRun
}

/** Gives the hosts on which a value could not be had. */
export function runSet(task: SetTask, hosts: readonly Host[], { frame, play }: Within): Troubles {
  const { context } = play
  const ref = context.taskRef(task, play.taskName(task, hosts, frame))
  const troubles: Troubles = new Map()
  context.emit({ kind: 'task_started', task: ref, depth: frame.depth, hosts: hosts.map((host) => host.id) })
  for (const host of onceFirst(task, hosts, { frame, play })) {
    const outcome = setOn(task, host, { frame, play })
    play.finish(ref, host, { outcome, troubles })
  }
  context.emit({ kind: 'task_finished', task: ref, ms: 0 })
  return troubles
}

/** What holds for all hosts is told by the first for which the task's condition holds. */
function onceFirst(task: SetTask, hosts: readonly Host[], { frame, play }: Within): readonly Host[] {
  const first = task.runOnce ? hosts.find((host) => play.holds(task, host, frame).kind === 'yes') : undefined
  return first ? [first, ...hosts.filter((host) => host !== first)] : hosts
}

function setOn(task: SetTask, host: Host, { frame, play }: Within) {
  const once = task.runOnce ? play.once.get(task.id) : undefined
  if (once) {
    keep(Object(once.register), { host, frame })
    return { kind: 'skipped', why: `ran once, on ${once.host}` } as const
  }
  const held = play.holds(task, host, frame)
  if (held.kind === 'no') {
    const before = frame.registers.of(host.id)
    const none = held.outcome.kind === 'may' ? new Unknown(held.outcome.why) : null
    keep(Object.fromEntries([...task.values.keys()].map((name) => [name, before[name] ?? none])), { host, frame })
    return held.outcome
  }
  try {
    const scope = play.scope(frame, host)
    const values = Object.fromEntries([...task.values].map(([name, value]) => [name, evaluateOrUnknown(value, scope)]))
    if (task.runOnce) play.once.set(task.id, { host: host.id, register: values })
    keep(values, { host, frame })
    return { kind: 'ok' } as const
  } catch (thrown) {
    return { kind: 'failed', error: failureOf(thrown) } as const
  }
}

function keep(values: Scope, { host, frame }: { host: Host; frame: Frame }): void {
  for (const [name, value] of Object.entries(values)) frame.registers.set(host.id, name, value)
}
