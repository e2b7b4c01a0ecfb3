// One subtask on this worker: dump and load take a moment, then it follows its source's binlog.

import type { Subtask, Unit } from '../store/state.js'
import type { Assigned } from '../watch_protocol.js'

export type RunningStage = 'Running' | 'Paused' | 'Finished' | 'Stopped'

export interface SubtaskOptions {
  readonly assigned: Assigned
  /** events that the upstream of its source has */
  readonly upstream: () => number
  readonly now: () => number
  /** how long dump and load take, each */
  readonly unitMs: number
}

export interface Progress {
  readonly unit: Unit
  readonly checkpoint: number
  readonly finished: boolean
}

export class RunningSubtask {
  readonly name: string
  readonly #full: boolean
  #stage: RunningStage
  #unit: Unit
  #checkpoint: number
  #unitSince: number
  readonly #startedWith: number

  constructor(private readonly options: SubtaskOptions) {
    const { task, subtask } = options.assigned
    this.name = task.name
    this.#full = task.mode === 'full'
    this.#stage = 'Paused'
    this.#unit = subtask.unit
    this.#checkpoint = subtask.checkpoint
    this.#unitSince = options.now()
    this.#startedWith = options.upstream()
    this.follow(subtask)
  }

  get stage(): RunningStage {
    return this.#stage
  }

  get unit(): Unit {
    return this.#unit
  }

  /** Events replicated; a running one in sync has all there are. */
  get events(): number {
    if (this.#unit === 'Sync' && this.#stage === 'Running') this.#checkpoint = this.options.upstream()
    return this.#checkpoint
  }

  /** Events since this process took it over: what DM counts as totalEvents. */
  get total(): number {
    return Math.max(0, this.events - this.#startedWith)
  }

  /** Bytes of the load, for its status. */
  get share(): number {
    return Math.min(1, (this.options.now() - this.#unitSince) / this.options.unitMs)
  }

  /** Takes over the stage that the masters expect. */
  follow(expected: Subtask): void {
    const { stage } = expected
    if (stage === this.#stage || this.#stage === 'Finished') return
    if (stage === 'Paused') this.#checkpoint = this.events
    if (stage === 'Running') this.#unitSince = this.options.now()
    this.#stage = stage
  }

  stop(): void {
    this.#checkpoint = this.events
    this.#stage = 'Stopped'
  }

  /** Moves on to the next unit when it is time; true when something is to be told to the masters. */
  step(): boolean {
    if (this.#stage !== 'Running' || this.#unit === 'Sync' || this.share < 1) return false
    this.#unitSince = this.options.now()
    if (this.#unit === 'Load' && this.#full) this.#stage = 'Finished'
    else this.#unit = this.#unit === 'Dump' ? 'Load' : 'Sync'
    if (this.#unit === 'Sync') this.#checkpoint = this.options.upstream()
    return true
  }

  get progress(): Progress {
    return { unit: this.#unit, checkpoint: this.events, finished: this.#stage === 'Finished' }
  }
}
