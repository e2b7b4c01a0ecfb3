// A clock that does not wait, and tells for how long it was asked to. It is 1 June 2026.

import type { Clock } from '../../src/hosts/clock.js'
import { now } from './made_mirror.js'

export function countingClock(): Clock & { readonly sleeps: number[] } {
  const sleeps: number[] = []
  return {
    sleeps,
    now: () => now,
    monotonic: () => 0,
    sleep: async (ms) => {
      sleeps.push(ms)
    },
  }
}
