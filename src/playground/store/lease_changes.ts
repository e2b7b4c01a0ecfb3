// Leases, as etcd has them: what hangs on one goes with it. When it lapses is the coordinator's business (leases.ts).

import type { Candidate, State, Worker } from './state.js'
import { without } from './state.js'

export type LeaseChange =
  | { readonly kind: 'grant'; readonly lease: string; readonly ttlMs: number }
  | { readonly kind: 'revoke'; readonly lease: string }
  | { readonly kind: 'campaign'; readonly candidate: Candidate }
  | { readonly kind: 'resign'; readonly lease: string }

type Of<K> = Extract<LeaseChange, { kind: K }>

export const leaseChanges = {
  grant: (state: State, { lease, ttlMs }: Of<'grant'>): State => ({
    ...state,
    leases: { ...state.leases, [lease]: { ttlMs } },
  }),

  revoke: (state: State, { lease }: Of<'revoke'>): State => ({
    ...state,
    leases: without(state.leases, lease),
    candidates: state.candidates.filter((candidate) => candidate.lease !== lease),
    workers: Object.fromEntries(
      Object.entries(state.workers).map(([name, worker]): [string, Worker] => [
        name,
        worker.lease === lease ? { ...worker, lease: null } : worker,
      ]),
    ),
  }),

  /** Enters the queue once; without a live lease there is nothing to hold the place. */
  campaign: (state: State, { candidate }: Of<'campaign'>): State => {
    const known = state.candidates.some((other) => other.lease === candidate.lease)
    if (known || state.leases[candidate.lease] === undefined) return state
    return { ...state, candidates: [...state.candidates, candidate] }
  },

  resign: (state: State, { lease }: Of<'resign'>): State => ({
    ...state,
    candidates: state.candidates.filter((candidate) => candidate.lease !== lease),
  }),
}
