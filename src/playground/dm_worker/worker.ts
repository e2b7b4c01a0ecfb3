// A running dm-worker: keeps its lease alive, follows what the masters assign, reserves positions.

import { randomUUID } from 'node:crypto'
import type { Log } from '../log.js'
import { sleep } from '../program.js'
import type { WatchReply } from '../watch_protocol.js'
import type { WorkerConfig } from './config.js'
import type { Masters } from './masters.js'
import { SourceWorker } from './source_worker.js'
import type { RunningSubtask } from './subtask.js'

export interface WorkerOptions {
  readonly config: WorkerConfig
  readonly masters: Masters
  readonly log: Log
  readonly now: () => number
  readonly scaled: (ms: number) => number
  /** the fault switch: a bound source cannot be restored */
  readonly upstreamDown: boolean
  readonly fail: (code: number) => void
}

const longestWaitMs = 1000
/** how long dump and load take, before scaling */
const unitMs = 2000

export class WorkerServer {
  source: SourceWorker | null = null
  relaying = false
  /** The first assignment was restored: HTTP may be served. */
  ready = false
  #lease = ''
  #ttlMs = 0
  #aliveAt = 0
  #index = -1
  #stopped = false

  constructor(private readonly options: WorkerOptions) {}

  async run(): Promise<void> {
    while (!this.#stopped) {
      const reply = await this.#ask()
      if (this.#stopped) return
      if (reply === null) await this.#lonely()
      else await this.#follow(reply)
      await this.#tell()
    }
  }

  /** Stops the units, tells their checkpoints, gives the lease back. */
  async stop({ leaseFirst }: { readonly leaseFirst: boolean }): Promise<void> {
    this.#stopped = true
    const { masters } = this.options
    const lease = this.#lease
    if (leaseFirst) await masters.propose({ kind: 'revoke', lease })
    const { source } = this
    source?.stop()
    for (const subtask of source?.subtasks ?? []) await this.#record(subtask)
    if (!leaseFirst) await masters.propose({ kind: 'revoke', lease })
  }

  #ask(): Promise<WatchReply | null> {
    const { config, masters } = this.options
    const waitMs = this.#lease === '' ? 0 : Math.max(20, Math.min(longestWaitMs, this.#ttlMs / 20))
    const busy = this.source?.subtasks.some((subtask) => subtask.stage === 'Running' && subtask.unit !== 'Sync')
    const index = this.ready ? this.#index : -1
    return masters.watch({ worker: config.name, lease: this.#lease, index, waitMs: busy ? 50 : waitMs })
  }

  /** No master answers: after the lease's time the tasks are stopped, as DM does. */
  async #lonely(): Promise<void> {
    if (this.source !== null && this.options.now() - this.#aliveAt > this.#ttlMs) this.#drop('keepalive lost')
    await sleep(100)
  }

  async #follow(reply: WatchReply): Promise<void> {
    const { log, now } = this.options
    this.#index = reply.index
    if (reply.leaseAlive === true) this.#aliveAt = now()
    if (reply.leaseAlive === false) {
      log.warn('keepalive lease is gone')
      this.#drop('lease gone')
      this.#lease = ''
    }
    if (reply.worker === null) {
      await sleep(200)
      return
    }
    this.relaying = reply.worker.relaySource !== '' && reply.worker.relaySource === reply.worker.source
    if (this.#lease === '' || this.#ttlMs !== this.#wantedTtlMs(reply)) await this.#keepAlive(reply)
    if (reply.worker.lease === this.#lease && this.#lease !== '') await this.#restore(reply)
  }

  #wantedTtlMs(reply: WatchReply): number {
    const { config, scaled } = this.options
    return scaled(reply.worker?.relaySource === '' ? config.keepaliveTtlMs : config.relayKeepaliveTtlMs)
  }

  /** A new lease in place of the old one, so that the masters see no gap. */
  async #keepAlive(reply: WatchReply): Promise<void> {
    const { config, masters, log, now } = this.options
    const ttlMs = this.#wantedTtlMs(reply)
    const lease = randomUUID()
    const granted = await masters.propose({ kind: 'grant', lease, ttlMs })
    if (!granted || !(await masters.propose({ kind: 'keep_worker', name: config.name, lease }))) return
    const before = this.#lease
    this.#lease = lease
    this.#ttlMs = ttlMs
    this.#aliveAt = now()
    log.info('start keepalive', { ttlMs })
    if (before !== '') await masters.propose({ kind: 'revoke', lease: before })
  }

  async #restore(reply: WatchReply): Promise<void> {
    const { log, now, scaled, upstreamDown, fail } = this.options
    if (reply.source?.id !== this.source?.id) this.#drop('unbound')
    if (reply.source !== null && this.source === null) {
      if (upstreamDown) {
        log.error('fail to restore the source binding', { source: reply.source.id })
        fail(1)
      }
      log.info('start worker', { source: reply.source.id })
      this.source = new SourceWorker({ source: reply.source, now, unitMs: scaled(unitMs) })
    }
    this.source?.upstream.reserved(reply.source?.upstream ?? 0)
    const paused = this.source?.follow(reply.assigned) ?? []
    this.ready = true
    for (const subtask of paused) await this.#record(subtask)
  }

  /** Reserves positions ahead, and tells the units that were finished. */
  async #tell(): Promise<void> {
    const { source } = this
    if (source === null || this.#stopped) return
    const upstream = source.upstream.wish
    if (upstream !== null && (await this.options.masters.propose({ kind: 'reserve', source: source.id, upstream }))) {
      source.upstream.reserved(upstream)
    }
    for (const subtask of source.subtasks) if (subtask.step()) await this.#record(subtask)
  }

  async #record(subtask: RunningSubtask): Promise<void> {
    const { config, masters } = this.options
    const source = this.source?.id ?? ''
    const { progress } = subtask
    await masters.propose({ kind: 'record_subtask', task: subtask.name, source, worker: config.name, ...progress })
  }

  #drop(why: string): void {
    if (this.source !== null) this.options.log.info('stop worker', { source: this.source.id, why })
    this.source = null
  }
}
