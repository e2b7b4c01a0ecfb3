// A stream that cannot hurt the run: once its reader is gone (EPIPE, a closed terminal) it takes everything and does
// nothing. Lines can be held back and let go, in order.

import type { Output } from './reporter.js'

export class Sink {
  readonly #out: Output
  #gone = false
  #held: string[] | null = null

  constructor(out: Output) {
    this.#out = out
    out.on('error', () => {
      this.#gone = true
    })
  }

  /** Whether the stream has more than it can pass on: the moment to leave out a frame. */
  get busy(): boolean {
    return this.#out.writableNeedDrain === true
  }

  write(text: string): void {
    if (this.#held) this.#held.push(text)
    else if (!this.#gone && text !== '') this.#out.write(text)
  }

  lines(lines: readonly string[]): void {
    if (lines.length > 0) this.write(`${lines.join('\n')}\n`)
  }

  /** Keeps what is written until `release`. */
  hold(): void {
    this.#held ??= []
  }

  release(): void {
    const held = this.#held ?? []
    this.#held = null
    this.write(held.join(''))
  }

  /** Resolves when all that was written has left the process, or nobody wants it. */
  flush(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#gone) resolve()
      else this.#out.write('', () => resolve())
    })
  }
}
