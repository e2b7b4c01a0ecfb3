// Time as the rest of the tree sees it, so that a test can hold it still or let it run.

export interface Clock {
  /** milliseconds since 1970 */
  now(): number
  /** milliseconds that never jump */
  monotonic(): number
  sleep(ms: number): Promise<void>
}

/** The clock of this machine. */
export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}
