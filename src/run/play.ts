// One play: its hosts in batches, their live order looked up before each, and the limit of failures it bears.

import type { Failure, Outcome, TaskRef } from '../core/event.js'
import { count } from '../core/text.js'
import type { Host } from '../language/inventory.js'
import type { Scope, Task } from '../language/playbook.js'
import { UnknownValueError } from '../language/unknown.js'
import { evaluateText } from '../language/values.js'
import { failureLimit } from './batch.js'
import type { RunContext } from './context.js'
import { failureOf } from './failure.js'
import { type Frame, scopeOf, within } from './frame.js'
import { Handlers } from './handlers.js'
import { liveOrder } from './live_order.js'
import { type OutlinePlay, taskTitle } from './outline.js'
import { type Trouble, troubleOf } from './participants.js'
import type { Held, OnceResult, PlayRun, Troubles } from './play_run.js'
import { runTasks } from './task.js'
import { lastWish } from './wish.js'

/** How a play ended: `stop` means that no later play may begin. */
export interface PlayEnd {
  readonly stop: boolean
}

/** `number` counts the outline's plays from 0; `frame` is the playbook's. */
export async function runPlay(
  planned: OutlinePlay,
  { context, frame, number }: { context: RunContext; frame: Frame; number: number },
) {
  const play = new RunningPlay(planned, { context, number })
  const own = within({ ...frame, names: planned.names }, planned.play)
  const hosts = planned.hosts.filter((host) => !context.participants.of(host).trouble)
  const unmet = play.skipReason(own)
  const why = hosts.length === 0 ? 'no hosts' : unmet
  if (why) {
    if (!unmet) await play.keepOwed(own)
    context.emit({ kind: 'play_skipped', play: number, name: planned.name, why })
    return { stop: false } satisfies PlayEnd
  }
  const began = context.clock.monotonic()
  context.emit({ kind: 'play_started', play: number, name: planned.name, hosts: hosts.map((host) => host.id) })
  await play.runBatches(own, hosts)
  play.handlers.sayPending()
  await play.keepOwed(own)
  context.emit({ kind: 'play_finished', play: number, ms: context.clock.monotonic() - began })
  return { stop: play.stopping } satisfies PlayEnd
}

class RunningPlay implements PlayRun {
  readonly once = new Map<string, OnceResult>()
  readonly #failed = new Set<string>()
  readonly #limit: number
  readonly handlers: Handlers
  readonly context: RunContext
  readonly number: number

  constructor(
    readonly planned: OutlinePlay,
    { context, number }: { context: RunContext; number: number },
  ) {
    const { play, hosts } = planned
    this.context = context
    this.number = number
    this.handlers = new Handlers(this, play.handlers)
    this.#limit = failureLimit(play.maxFailures, { hosts: hosts.length, rolling: play.serial !== null })
  }

  get hosts(): readonly Host[] {
    return this.planned.hosts
  }

  /** A host out of reach is no failure of this play. */
  get tolerant(): boolean {
    return this.planned.play.unreachable === 'tolerate'
  }

  get stopping(): boolean {
    return this.context.stop.aborted || this.context.fenced() || this.#failed.size > this.#limit
  }

  /** Why the play does not run, or null. Its `when` sees no host and no live cluster. */
  skipReason(frame: Frame): string | null {
    const { when } = this.planned.play
    if (!when) return null
    const scope: Scope = { ...this.context.base, ...frame.names, inputs: this.context.inputs }
    return when.evaluate(scope) === true ? null : `not: ${when.text}`
  }

  async runBatches(frame: Frame, hosts: readonly Host[]): Promise<void> {
    const sizes = this.planned.batches.map((batch) => batch.length)
    let left = hosts
    for (let batch = 0; left.length > 0 && !this.stopping; batch++) {
      await this.context.refreshLive()
      const ordered = await liveOrder(left, { play: this.planned.play, run: this, frame })
      const now = ordered.slice(0, sizes[batch] ?? left.length)
      const of = sizes.length
      if (of > 1)
        this.context.emit({ kind: 'batch_started', play: this.number, batch, of, hosts: now.map((host) => host.id) })
      await this.run(this.planned.play.tasks, now, frame)
      await this.handlers.flush(now, frame)
      left = left.filter((host) => !now.includes(host))
    }
  }

  /** Hosts out of reach that the play bears owe what it wanted of them, be it that they were lost in an earlier one. */
  async keepOwed(frame: Frame): Promise<void> {
    const { participants, owed } = this.context
    if (this.context.fenced()) return
    const absent = this.tolerant
      ? this.hosts.filter((host) => participants.of(host).trouble?.kind === 'unreachable')
      : []
    for (const host of absent) {
      const wants = lastWish(this.planned.play.tasks, host, this.scope(frame, host))
      if (wants) owed.owes(host.id, wants)
    }
    await owed.keep()
  }

  run(tasks: readonly Task[], hosts: readonly Host[], frame: Frame): Promise<Troubles> {
    return runTasks(tasks, hosts, { frame, play: this })
  }

  scope(frame: Frame, host: Host): Scope {
    const own = { facts: this.context.facts(host), cluster: this.context.live() }
    return scopeOf(frame, host, { base: this.context.base, own })
  }

  taskName(task: Task, hosts: readonly Host[], frame: Frame): string {
    const [first] = hosts
    if (!task.name || !first) return taskTitle(task)
    try {
      return evaluateText(task.name, this.scope(frame, first))
    } catch {
      return taskTitle(task)
    }
  }

  holds(task: Task, host: Host, frame: Frame): Held {
    const lost = this.context.lost(host)
    if (lost && !frame.cleaning) return { kind: 'no', outcome: { kind: 'unreachable', error: failureOf(lost) } }
    if (!task.when) return { kind: 'yes' }
    try {
      if (task.when.evaluate(this.scope(frame, host)) === true) return { kind: 'yes' }
      return { kind: 'no', outcome: { kind: 'skipped', why: `not: ${task.when.text}` } }
    } catch (thrown) {
      if (thrown instanceof UnknownValueError) return { kind: 'no', outcome: { kind: 'may', why: thrown.message } }
      return { kind: 'no', outcome: { kind: 'failed', error: failureOf(thrown) } }
    }
  }

  finish(
    task: TaskRef,
    host: Host,
    { outcome, ms = 0, troubles }: { outcome: Outcome; ms?: number; troubles: Troubles },
  ): void {
    const { participants, mode } = this.context
    participants.count(host, outcome, ms)
    const trouble = troubleOf(outcome, task)
    if (trouble) troubles.set(host.id, trouble)
    const open = outcome.kind === 'changed' || outcome.kind === 'may'
    if (mode === 'plan' && open) participants.of(host).pending = true
    this.context.emit({ kind: 'host_finished', task, host: host.id, outcome, ms })
  }

  settle(troubles: Troubles): void {
    const before = this.stopping
    for (const [id, trouble] of troubles) {
      const host = this.context.inventory.hosts.get(id)
      if (host) this.context.participants.of(host).trouble = trouble
      if (!(this.tolerant && trouble.kind === 'unreachable')) this.#failed.add(id)
    }
    if (this.stopping && !before) this.context.emit({ kind: 'stopping', why: this.#whyStopping() })
  }

  #whyStopping(): string {
    if (this.context.fenced()) return 'another run has taken the cluster over: nothing further begins'
    const bears = this.#limit === 0 ? 'none is borne' : `${this.#limit} would be borne`
    return `${count(this.#failed.size, 'host')} failed, ${bears}: nothing further begins`
  }

  rescued(block: TaskRef, host: Host, trouble: Trouble): void {
    this.context.participants.rescued(host)
    const error: Failure = trouble.error
    this.context.emit({ kind: 'host_finished', task: block, host: host.id, outcome: { kind: 'rescued', error }, ms: 0 })
  }
}
