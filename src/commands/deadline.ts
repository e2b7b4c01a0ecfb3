// One deadline for everything that a look asks over HTTP. When it comes, requests under way end and no new one begins,
// so that a process that only looks is never kept alive by hosts that are dead.

import type { Clock } from '../hosts/clock.js'
import { type Fetch, HttpError } from '../hosts/http.js'

export interface Deadline {
  readonly fetch: Fetch
  readonly clock: Pick<Clock, 'sleep'>
}

/** What is asked through it ends `timeoutMs` after this call at the latest. */
export function deadlineFor(
  fetch: Fetch,
  { clock, timeoutMs }: { clock: Pick<Clock, 'sleep' | 'monotonic'>; timeoutMs: number },
): Deadline {
  const end = clock.monotonic() + timeoutMs
  const left = (): number => Math.max(0, end - clock.monotonic())
  return {
    fetch: async (url, options) => {
      const remaining = left()
      if (remaining === 0) throw new HttpError(url, 'no time was left to ask')
      return fetch(url, { ...options, timeoutMs: Math.max(1, Math.min(options.timeoutMs, remaining)) })
    },
    clock: { sleep: (ms) => clock.sleep(Math.min(ms, left())) },
  }
}
