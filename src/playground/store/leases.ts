// When leases lapse. Only the coordinator counts; renewals live in its memory, so after a change of coordinator every
// lease starts anew, as in etcd.

import type { State } from './state.js'

export class Leases {
  readonly #renewedAt = new Map<string, number>()

  constructor(private readonly now: () => number) {}

  /** False for a lease that is not there (any more). */
  renew(state: State, lease: string): boolean {
    if (state.leases[lease] === undefined) return false
    this.#renewedAt.set(lease, this.now())
    return true
  }

  /** The lapsed ones; a lease seen for the first time counts as just renewed. */
  lapsed(state: State | null): string[] {
    if (state === null) return []
    for (const lease of this.#renewedAt.keys()) {
      if (state.leases[lease] === undefined) this.#renewedAt.delete(lease)
    }
    return Object.entries(state.leases).flatMap(([lease, { ttlMs }]) => {
      const since = this.#renewedAt.get(lease)
      if (since === undefined) this.#renewedAt.set(lease, this.now())
      return since !== undefined && this.now() - since > ttlMs ? [lease] : []
    })
  }
}
