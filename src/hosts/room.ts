// Room for one more channel on a machine that allows few (sshd's MaxSessions). Whoever has none at all gets the place of a
// shell that is idle, or of the next one that becomes so; shells are opened again when they are needed.

import { ChannelRefusedError, UnreachableError } from './errors.js'

/** Shells that may be given up. */
export interface Places {
  /** Ends a shell that has nothing to do; false where there is none. Resolves when its channel is gone. */
  giveUpIdle(): Promise<boolean>
  readonly size: number
}

/** A shell has nothing to do, or a channel is no more. */
type Freed = 'idle' | 'gone'

/** sshd may count a channel for a moment after it was closed. */
const restMs = 20
const mostTurns = 50

export class Room {
  readonly #machine: string
  readonly #places: () => Iterable<Places>
  readonly #waiting: ((what: Freed) => void)[] = []
  #others = 0

  constructor(machine: string, places: () => Iterable<Places>) {
    this.#machine = machine
    this.#places = places
  }

  /** Opens a channel. Where it is refused, waits for room, unless `enough` says that there are others to go on with. */
  async open<T>(open: () => Promise<T>, enough: () => boolean = () => false): Promise<T> {
    for (let turn = 0; ; turn++) {
      try {
        return await open()
      } catch (thrown) {
        if (!(thrown instanceof ChannelRefusedError) || enough()) throw thrown
        if (turn >= mostTurns) throw this.#none(thrown)
        await this.#makeRoom()
      }
    }
  }

  /** Counts a channel that is no shell until it is gone. */
  occupied(gone: Promise<unknown>): void {
    this.#others += 1
    gone.then(() => {
      this.#others -= 1
      this.freed('gone')
    })
  }

  /** The next who waits gets it. */
  freed(what: Freed): void {
    this.#waiting.shift()?.(what)
  }

  async #makeRoom(): Promise<void> {
    for (;;) {
      for (const place of this.#places()) if (await place.giveUpIdle()) return
      const open = [...this.#places()].reduce((sum, { size }) => sum + size, this.#others)
      if (open === 0) return new Promise((resolve) => setTimeout(resolve, restMs))
      if ((await new Promise<Freed>((resolve) => this.#waiting.push(resolve))) === 'gone') return
    }
  }

  #none(cause: ChannelRefusedError): UnreachableError {
    const hint = "sshd's MaxSessions must be 1 at least; 10 is its default"
    return new UnreachableError(this.#machine, `it takes no further session: ${cause.message}`, { hint })
  }
}
