// How long a member waits for its coordinator: when it heard of one last, and when it asks to be elected itself.

import { silenceMs } from './timing.js'

interface Around {
  readonly now: () => number
  /** from 0 to 1, so that no two members ask at the same time for ever */
  readonly random: () => number
}

export class Patience {
  #heardAt = Number.NEGATIVE_INFINITY
  #endsAt: number

  constructor(private readonly around: Around) {
    this.#endsAt = around.now() + 60 + around.random() * 200
  }

  heard(): void {
    this.#heardAt = this.around.now()
    this.postpone()
  }

  /** So lately that it would not vote for another one. */
  get follows(): boolean {
    return this.#silentMs < silenceMs * 0.8
  }

  /** So long ago that there may be none any more. */
  get doubts(): boolean {
    return this.#silentMs >= silenceMs * 1.5
  }

  get isOver(): boolean {
    return this.around.now() > this.#endsAt
  }

  /** Sooner where no coordinator is known: then nobody is disturbed. */
  postpone(): void {
    const waitMs = this.#silentMs < silenceMs ? silenceMs : 200
    this.#endsAt = this.around.now() + waitMs + this.around.random() * waitMs
  }

  get #silentMs(): number {
    return this.around.now() - this.#heardAt
  }
}
