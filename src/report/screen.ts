// The bottom of a terminal that is painted again and again, and above it the lines that stay.
// Every frame is one write that leaves the cursor shown and lines wrapping, so there is nothing to restore however the
// process ends, kill -9 included. Rows are counted by the width of now: a terminal that got narrower has folded them.

import type { Sink } from './sink.js'
import { visibleWidth } from './width.js'

const hideCursor = '\x1b[?25l'
const showCursor = '\x1b[?25h'
const noWrap = '\x1b[?7l'
const wrap = '\x1b[?7h'
const eraseRest = '\x1b[K'
const eraseBelow = '\x1b[J'

export class Screen {
  readonly #sink: Sink
  readonly #columns: () => number
  #live: readonly string[] = []

  constructor(sink: Sink, columns: () => number) {
    this.#sink = sink
    this.#columns = columns
  }

  /** Prints `above` for good and shows `live` below it until the next call. Writes nothing where nothing is new. */
  draw(above: readonly string[], live: readonly string[]): void {
    const old = this.#live
    if (above.length === 0 && live.length === old.length && live.every((row, index) => row === old[index])) return
    const start = this.#up() + (above.length > 0 ? eraseBelow : '')
    const stays = above.map((line) => `${line}\n`).join('')
    const moves = live.map((line) => `${line}${eraseRest}\n`).join('')
    this.#sink.write(`${hideCursor}${start}${stays}${noWrap}${moves}${wrap}${eraseBelow}${showCursor}`)
    this.#live = live
  }

  /** Moves to where the live rows begin. */
  #up(): string {
    const columns = Math.max(1, this.#columns())
    const rows = this.#live.reduce((sum, line) => sum + Math.max(1, Math.ceil(visibleWidth(line) / columns)), 0)
    return rows > 0 ? `\x1b[${rows}A\r` : ''
  }
}
