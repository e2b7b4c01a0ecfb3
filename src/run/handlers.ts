// The handlers of a play: each runs at the end of a batch, once, on the hosts of it that notified it, in the order in
// which the play has them. What is notified is in the journal before the change that notifies it; a resumed run begins
// with what the one before left.

import type { Host } from '../language/inventory.js'
import type { Task } from '../language/playbook.js'
import { evaluateText } from '../language/values.js'
import type { Frame } from './frame.js'
import type { PlayRun } from './play_run.js'

interface Pending {
  readonly handler: string
  readonly hosts: readonly string[]
}

export class Handlers {
  /** by handler, ids of hosts */
  readonly #notified = new Map<string, Set<string>>()
  /** those of a plan of which it is not known whether they would be notified */
  readonly #maybe = new Map<string, Set<string>>()
  /** those of which the journal says so, and not yet that they ran */
  readonly #announced = new Map<string, Set<string>>()

  constructor(
    private readonly play: PlayRun,
    private readonly tasks: readonly Task[],
  ) {
    const mine = play.context.notices.filter((notice) => notice.play === play.number)
    for (const { host, handlers } of mine) add(this.#notified, host, handlers)
  }

  /** Writes before a change whom it notifies; nothing where an earlier try, item or task has. */
  async announce({ id }: Host, handlers: readonly string[]): Promise<void> {
    const news = handlers.filter((name) => !this.#announced.get(name)?.has(id))
    if (news.length === 0) return
    await this.play.context.note({ kind: 'notified', play: this.play.number, host: id, handlers: news })
    add(this.#announced, id, news)
  }

  /** Something changed on the host (not surely: it may, in a plan): these run at the end of its batch. */
  notify(host: Host, handlers: readonly string[], surely: boolean): void {
    add(surely ? this.#notified : this.#maybe, host.id, handlers)
  }

  /** Runs what hosts of a batch notified; those that failed keep it pending. */
  async flush(batch: readonly Host[], frame: Frame): Promise<void> {
    const { context } = this.play
    if (this.tasks.length === 0) return
    for (const task of this.tasks) if (!this.play.stopping) await this.#run(task, batch, frame)
    const waiting = new Set(this.#pending.flatMap(({ hosts }) => hosts))
    const done = batch.map(({ id }) => id).filter((id) => !waiting.has(id))
    if (context.mode !== 'run' || done.length === 0) return
    await context.note({ kind: 'handled', play: this.play.number, hosts: done })
    for (const hosts of this.#announced.values()) for (const id of done) hosts.delete(id)
  }

  async #run(task: Task, batch: readonly Host[], frame: Frame): Promise<void> {
    const [notified, maybe] = [this.#notified, this.#maybe].map((all) => all.get(nameOf(task)) ?? new Set<string>())
    const able = batch.filter((host) => !this.play.context.participants.of(host).trouble)
    const hosts = able.filter(({ id }) => notified?.has(id))
    const unsure = able.filter(({ id }) => maybe?.has(id) && !notified?.has(id))
    const failed = hosts.length > 0 ? await this.play.run([task], hosts, frame) : new Map()
    for (const { id } of hosts) if (!failed.has(id)) notified?.delete(id)
    if (unsure.length > 0) this.#mayRun(task, unsure, frame)
  }

  #mayRun(task: Task, hosts: readonly Host[], frame: Frame): void {
    const { context } = this.play
    const ref = context.taskRef(task, nameOf(task))
    const outcome = { kind: 'may', why: 'what notifies it may change nothing' } as const
    context.emit({ kind: 'task_started', task: ref, depth: frame.depth, hosts: hosts.map(({ id }) => id) })
    for (const host of hosts) this.play.finish(ref, host, { outcome, troubles: new Map() })
    context.emit({ kind: 'task_finished', task: ref, ms: 0 })
  }

  /** What could not run is told; `resume` makes it good. */
  sayPending(): void {
    const { mode, emit } = this.play.context
    for (const { handler, hosts } of mode === 'run' ? this.#pending : [])
      emit({ kind: 'warning', text: `the handler "${handler}" has still to run on ${hosts.join(', ')}: dmbook resume` })
  }

  get #pending(): readonly Pending[] {
    return [...this.#notified].flatMap(([handler, hosts]) => (hosts.size > 0 ? [{ handler, hosts: [...hosts] }] : []))
  }
}

function add(to: Map<string, Set<string>>, host: string, handlers: readonly string[]): void {
  for (const name of handlers) to.set(name, (to.get(name) ?? new Set()).add(host))
}

const nameOf = ({ name }: Task): string => (name ? evaluateText(name, {}) : '')
