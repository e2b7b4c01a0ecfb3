// The resident shells of one user on one machine: at most four, opened when there is work and none is free.
// Looks that are asked in one tick share a shell and a round trip; whatever may take long takes a shell for itself.
// Where the machine refuses one more channel the pool stays as large as it is until its work is done.

import type { Script } from '../core/sh.js'
import { ChannelRefusedError } from './errors.js'
import type { RawOutput } from './host.js'
import type { ResidentShell, RunOptions } from './resident_shell.js'

export const largestPool = 4

export interface PoolRunOptions extends RunOptions {
  /** may travel with others in one shell */
  readonly shared: boolean
}

interface Job {
  readonly script: Script
  readonly options: PoolRunOptions
  resolve(output: Promise<RawOutput>): void
  reject(error: unknown): void
}

export class ShellPool {
  /** Opens a shell that answers; `idle` is to be called whenever it has nothing left to do. */
  readonly #open: (idle: () => void) => Promise<ResidentShell>
  readonly #shells = new Set<ResidentShell>()
  readonly #waiting: Job[] = []
  #opening = 0
  #limit = largestPool
  #serving = false

  constructor(open: (idle: () => void) => Promise<ResidentShell>) {
    this.#open = open
  }

  run(script: Script, options: PoolRunOptions): Promise<RawOutput> {
    if (options.signal?.aborted) return Promise.reject(options.signal.reason)
    return new Promise((resolve, reject) => {
      const job: Job = { script, options, resolve, reject }
      this.#waiting.push(job)
      options.signal?.addEventListener('abort', () => this.#drop(job), { once: true })
      this.#wake()
    })
  }

  /** Takes a shell in that was opened elsewhere. */
  add(shell: ResidentShell): void {
    this.#shells.add(shell)
    this.#wake()
  }

  /** To be called by a shell that has become free or was lost. */
  readonly wake = (): void => this.#wake()

  /** How many shells are open. */
  get size(): number {
    return this.#shells.size
  }

  /** Makes room for another user's shell: ends one that has nothing to do; false where all are busy. */
  async giveUpIdle(): Promise<boolean> {
    const idle = [...this.#shells].find((shell) => shell.load === 0 && !shell.lost)
    if (!idle) return false
    this.#shells.delete(idle)
    idle.close()
    await idle.ended
    this.#wake()
    return true
  }

  close(): void {
    for (const shell of this.#shells) shell.close()
    this.#shells.clear()
  }

  #drop(job: Job): void {
    const at = this.#waiting.indexOf(job)
    if (at < 0) return
    this.#waiting.splice(at, 1)
    job.reject(job.options.signal?.reason)
  }

  /** Work is given out once per tick, after all that is brought together in it, so that what was asked together goes so. */
  #wake(): void {
    if (this.#serving) return
    this.#serving = true
    setImmediate(() =>
      setImmediate(() => {
        this.#serving = false
        this.#serve()
      }),
    )
  }

  #serve(): void {
    for (const shell of this.#shells) {
      if (shell.lost) this.#shells.delete(shell)
      else if (shell.load === 0) this.#give(shell)
    }
    // what was refused while much was open may be granted to the next work
    if (this.#waiting.length === 0) this.#limit = largestPool
    const wanted = Math.min(this.#portions(), this.#limit - this.#shells.size)
    while (this.#opening < wanted) this.#grow()
  }

  /** The next work for a free shell: all looks together, or one script that goes alone. */
  #give(shell: ResidentShell): void {
    const [first] = this.#waiting
    if (!first) return
    const jobs = first.options.shared ? this.#waiting.filter(({ options }) => options.shared) : [first]
    for (const job of jobs) {
      this.#waiting.splice(this.#waiting.indexOf(job), 1)
      job.resolve(shell.run(job.script, job.options))
    }
  }

  /** How many shells the waiting work could use. */
  #portions(): number {
    const alone = this.#waiting.filter(({ options }) => !options.shared).length
    return alone + (alone < this.#waiting.length ? 1 : 0)
  }

  #grow(): void {
    this.#opening += 1
    this.#open(this.wake).then(
      (shell) => {
        this.#opening -= 1
        this.add(shell)
      },
      (error: unknown) => {
        this.#opening -= 1
        this.#refused(error)
      },
    )
  }

  #refused(error: unknown): void {
    if (error instanceof ChannelRefusedError && this.#shells.size + this.#opening > 0) {
      this.#limit = Math.max(1, this.#shells.size + this.#opening)
      return
    }
    for (const job of this.#waiting.splice(0)) job.reject(error)
  }
}
