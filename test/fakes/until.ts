// Waits for something in the world outside (a process, a file) to become so. Gives the last thing seen after the limit,
// so that the assertion behind it says what was there instead.

import { setTimeout as sleep } from 'node:timers/promises'

export async function until<T>(look: () => Promise<T>, good: (seen: T) => boolean, limitMs = 20_000): Promise<T> {
  const began = performance.now()
  let seen = await look()
  while (!good(seen) && performance.now() - began < limitMs) {
    await sleep(20)
    seen = await look()
  }
  return seen
}
