// The part of dm-worker that serves one bound source: its upstream, its relay, its subtasks.

import type { Source } from '../store/state.js'
import type { Assigned } from '../watch_protocol.js'
import { Upstream } from './position.js'
import { RunningSubtask } from './subtask.js'

export interface SourceWorkerOptions {
  readonly source: Source
  readonly now: () => number
  readonly unitMs: number
}

export class SourceWorker {
  readonly id: string
  readonly upstream: Upstream
  readonly #subtasks = new Map<string, RunningSubtask>()

  constructor(private readonly options: SourceWorkerOptions) {
    this.id = options.source.id
    this.upstream = new Upstream(options.source, options.now)
  }

  get subtasks(): readonly RunningSubtask[] {
    return [...this.#subtasks.keys()].toSorted().flatMap((name) => this.#subtasks.get(name) ?? [])
  }

  /** Starts, changes and stops subtasks as assigned. Returns those whose checkpoint is to be told. */
  follow(assigned: readonly Assigned[]): RunningSubtask[] {
    const paused: RunningSubtask[] = []
    for (const { task, subtask } of assigned) {
      const running = this.#subtasks.get(task.name)
      if (running === undefined) this.#start({ task, subtask })
      else if (running.stage === 'Running' && subtask.stage === 'Paused') paused.push(running)
      running?.follow(subtask)
    }
    for (const name of this.#subtasks.keys()) {
      if (!assigned.some(({ task }) => task.name === name)) this.#subtasks.delete(name)
    }
    return paused
  }

  stop(): void {
    for (const subtask of this.#subtasks.values()) subtask.stop()
  }

  #start(assigned: Assigned): void {
    const { now, unitMs } = this.options
    const subtask = new RunningSubtask({ assigned, now, unitMs, upstream: () => this.upstream.events })
    this.#subtasks.set(assigned.task.name, subtask)
  }
}
