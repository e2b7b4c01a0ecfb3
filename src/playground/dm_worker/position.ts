// Where a source's upstream stands. It moves with time; what may be shown is reserved in the masters' store before it
// is shown, so that no position ever goes back: after a kill the next worker goes on from the reserved one.

import type { Source } from '../store/state.js'

const eventsPerSecond = 50
const bytesPerEvent = 310
const fileBytes = 100 * 1024 * 1024
const firstPosition = 154
/** Reserve this much, again when half of it is used. */
export const reserveEvents = eventsPerSecond * 30

/** `(mysql-bin.000001, 4711)` */
export function binlogText(events: number): string {
  const bytes = events * bytesPerEvent
  const file = Math.floor(bytes / fileBytes) + 1
  return `(mysql-bin.${String(file).padStart(6, '0')}, ${firstPosition + (bytes % fileBytes)})`
}

export function gtidText(source: string, events: number): string {
  return `${uuidOf(source)}:1-${events}`
}

/** A server uuid that stays the same for a source id. */
function uuidOf(source: string): string {
  const hex = Buffer.from(source).toString('hex').padEnd(32, '0').slice(0, 32)
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

export class Upstream {
  readonly #from: number
  readonly #since: number
  #reserved: number

  constructor(
    source: Source,
    private readonly now: () => number,
  ) {
    this.#from = source.upstream
    this.#reserved = source.upstream
    this.#since = now()
  }

  /** Events so far; stands still at what is reserved. */
  get events(): number {
    return Math.min(this.#reserved, this.#wished)
  }

  /** What should be reserved now, null while enough is. */
  get wish(): number | null {
    return this.#reserved - this.#wished > reserveEvents / 2 ? null : this.#wished + reserveEvents
  }

  reserved(upstream: number): void {
    this.#reserved = Math.max(this.#reserved, upstream)
  }

  get #wished(): number {
    return this.#from + Math.floor(((this.now() - this.#since) / 1000) * eventsPerSecond)
  }
}
