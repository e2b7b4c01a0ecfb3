// Writes event streams as a run would, with a clock of its own: the recorded runs of the tests beside it.

import type { Change, Event, HostRecap, Outcome, OutcomeKind, RunFailure, TaskRef } from '../../src/core/event.js'

interface TaskOptions {
  readonly does?: string
  readonly depth?: number
  readonly part?: 'rescue' | 'always'
  readonly ms?: number
}

export const changed = (...summaries: (string | Change)[]): Outcome => ({
  kind: 'changed',
  changes: summaries.map((one) => (typeof one === 'string' ? { summary: one } : one)),
})
export const ok: Outcome = { kind: 'ok' }
export const skipped: Outcome = { kind: 'skipped', why: 'when is false' }

const zero: Record<OutcomeKind, number> = {
  ok: 0,
  changed: 0,
  skipped: 0,
  failed: 0,
  unreachable: 0,
  rescued: 0,
  in_doubt: 0,
  may: 0,
}

export class Recorder {
  readonly events: Event[] = []
  #at = 1_700_000_000_000
  readonly #start = this.#at
  #plays = 0
  #tasks = 0
  readonly #recap = new Map<string, Record<OutcomeKind, number>>()
  readonly #head: { run: string; playbook: string; cluster: string | null; mode: 'run' | 'plan' }

  constructor(playbook: string, hosts: readonly string[], mode: 'run' | 'plan' = 'run') {
    this.#head = { run: '7f3a', playbook, cluster: 'prod', mode }
    this.add({ kind: 'run_started', at: this.#at, hosts, ...this.#head })
    for (const host of hosts) this.#recap.set(host, { ...zero })
  }

  get at(): number {
    return this.#at
  }

  add(...events: Event[]): void {
    this.events.push(...events)
  }

  wait(ms: number): void {
    this.#at += ms
  }

  connect(machines: readonly string[], answering = machines): void {
    this.add({ kind: 'connecting', at: this.#at, machines })
    for (const machine of answering) {
      this.wait(40)
      this.add({ kind: 'connected', at: this.#at, machine, ms: 40 })
    }
  }

  play(name: string, hosts: readonly string[]): number {
    this.add({ kind: 'play_started', at: this.#at, play: this.#plays, name, hosts })
    return this.#plays++
  }

  batch(play: number, batch: number, of: number, hosts: readonly string[]): void {
    this.add({ kind: 'batch_started', at: this.#at, play, batch, of, hosts })
  }

  begin(name: string, hosts: readonly string[], { does = 'service', depth = 0, part }: TaskOptions = {}): TaskRef {
    const line = 10 + this.#tasks++ * 3
    const task = { id: `t${this.#tasks}`, name, does, at: `playbooks/patch.yaml:${line}:9` }
    this.add({ kind: 'task_started', at: this.#at, task, depth, hosts, ...(part ? { part } : {}) })
    return task
  }

  waiting(task: TaskRef, host: string, text: string): void {
    this.add({ kind: 'host_waiting', at: this.#at, task, host, text })
  }

  said(task: TaskRef, host: string, text: string): void {
    this.add({ kind: 'host_said', at: this.#at, task, host, text })
  }

  host(task: TaskRef, host: string, outcome: Outcome): void {
    this.add({ kind: 'host_finished', at: this.#at, task, host, outcome, ms: 100 })
    const counts = this.#recap.get(host) ?? { ...zero }
    counts[outcome.kind]++
    this.#recap.set(host, counts)
  }

  end(task: TaskRef, ms: number): void {
    this.add({ kind: 'task_finished', at: this.#at, task, ms })
  }

  /** A whole task; the outcomes belong to the hosts in order, the last one to all that are left. */
  task(name: string, hosts: readonly string[], outcomes: readonly Outcome[], options: TaskOptions = {}): void {
    const ms = options.ms ?? 400
    const ref = this.begin(name, hosts, options)
    this.wait(ms)
    hosts.forEach((host, index) => {
      this.host(ref, host, outcomes[index] ?? outcomes.at(-1) ?? ok)
    })
    this.end(ref, ms)
  }

  recap(): HostRecap[] {
    return [...this.#recap].map(([host, counts]) => ({ host, counts, ms: this.#at - this.#start }))
  }

  finish(
    result: 'ok' | 'failed' | 'interrupted',
    failures: readonly RunFailure[] = [],
    next: string | null = null,
  ): Event[] {
    const ms = this.#at - this.#start
    this.add({ kind: 'run_finished', at: this.#at, result, recap: this.recap(), failures, next, ms, ...this.#head })
    return this.events
  }
}
