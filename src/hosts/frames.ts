// Cuts one output stream of a resident shell into the outputs of its scripts, at marks that no script can know.
// Binary safe: a mark may be torn over chunks, follow text without a newline, or stand after megabytes without one.

import type { Random } from './channel.js'

/** What one script says on one stream; `end` gets the text between the mark and the end of its line. */
export interface Sink {
  data(chunk: Buffer): void
  end(word: string): void
}

/** A mark whose end cannot be its beginning, so that no text before it can shift it. */
export const newMark = (random: Random): string => `@${random(16)}=`

interface Frame {
  readonly mark: Buffer
  readonly sink: Sink
}

export class Frames {
  readonly #expected: Frame[] = []
  #held: Buffer = Buffer.alloc(0)

  /** Frames come in the order in which they are expected. */
  expect(mark: string, sink: Sink): void {
    this.#expected.push({ mark: Buffer.from(mark), sink })
  }

  feed(chunk: Buffer): void {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
    while (this.#cut()) {
      // each turn takes one whole frame off
    }
  }

  /** Takes the first expected frame off; false where its end has not come yet. Bytes that nobody expects are dropped. */
  #cut(): boolean {
    const frame = this.#expected[0]
    const held = this.#held
    const at = frame ? held.indexOf(frame.mark) : -1
    if (!frame || at < 0) {
      this.#pass(held.length - (frame ? tornLength(held, frame.mark) : 0))
      return false
    }
    const end = held.indexOf('\n', at + frame.mark.length)
    this.#pass(at)
    if (end < 0) return false
    this.#expected.shift()
    this.#held = held.subarray(end + 1)
    frame.sink.end(held.toString('utf8', at + frame.mark.length, end))
    return true
  }

  #pass(length: number): void {
    if (length > 0) this.#expected[0]?.sink.data(this.#held.subarray(0, length))
    this.#held = this.#held.subarray(length)
  }
}

/** How many of the last bytes may be the beginning of the mark. */
function tornLength(bytes: Buffer, mark: Buffer): number {
  for (let length = Math.min(bytes.length, mark.length - 1); length > 0; length--) {
    if (bytes.subarray(bytes.length - length).equals(mark.subarray(0, length))) return length
  }
  return 0
}
