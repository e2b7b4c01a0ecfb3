// A limit on waiting for somebody else's next step. It stands still while a person thinks.

export class Patience {
  #timer: NodeJS.Timeout | undefined

  constructor(
    private readonly timeoutMs: number,
    private readonly over: () => void,
  ) {
    this.restart()
  }

  /** The next step begins now. */
  restart(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.over, this.timeoutMs)
  }

  /** Waits no longer: all is done, or a person was asked. */
  stop(): void {
    clearTimeout(this.#timer)
  }
}
