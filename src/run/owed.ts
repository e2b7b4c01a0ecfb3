// What hosts owe that could not be reached: one wanted state for each, in the cluster's record. A later wish replaces it,
// whoever brings the unit to the state that is wanted now strikes it out. A plan keeps nothing.

import { isDeepStrictEqual } from 'node:util'
import type { ClusterMeta, ClusterStore, OwedState, OwedWish } from '../state/cluster_store.js'
import type { Fence } from './fence.js'

interface OwedOptions {
  /** null: nothing is kept, as in a plan or without a cluster */
  readonly store: ClusterStore | null
  /** as the record has it at the start of the run */
  readonly before: Readonly<Record<string, OwedWish>>
  readonly run: string
  readonly fence: Pick<Fence, 'held'> | null
  now(): number
}

export class OwedWork {
  readonly #options: OwedOptions
  readonly #known: Set<string>
  readonly #changes = new Map<string, OwedWish | null>()

  constructor(options: OwedOptions) {
    this.#options = options
    this.#known = new Set(Object.keys(options.before))
  }

  /** The host was out of reach when it should have come to this state. */
  owes(host: string, wants: OwedState): void {
    const { run, now } = this.#options
    this.#known.add(host)
    this.#changes.set(host, { wants, since: now(), run })
  }

  /** The host is in the state that this run wants. */
  settled(host: string): void {
    if (this.#known.delete(host)) this.#changes.set(host, null)
  }

  /** Writes what was said since the last time. */
  async keep(): Promise<void> {
    const changes = new Map(this.#changes)
    this.#changes.clear()
    const { store, fence } = this.#options
    if (changes.size === 0 || !store) return
    await fence?.held()
    const meta = await store.load()
    if (!meta) return
    const owed = changed(meta.owed ?? {}, changes)
    if (!isDeepStrictEqual(owed, meta.owed ?? {})) await store.save(withOwed(meta, owed))
  }
}

/** A wish that stays the same keeps its first date. */
function changed(
  before: Readonly<Record<string, OwedWish>>,
  changes: ReadonlyMap<string, OwedWish | null>,
): Record<string, OwedWish> {
  const owed = new Map(Object.entries(before))
  for (const [host, wish] of changes) {
    if (wish === null) owed.delete(host)
    else if (owed.get(host)?.wants !== wish.wants) owed.set(host, wish)
  }
  return Object.fromEntries(owed)
}

function withOwed({ owed: _, ...meta }: ClusterMeta, owed: Readonly<Record<string, OwedWish>>): ClusterMeta {
  return Object.keys(owed).length === 0 ? meta : { ...meta, owed }
}
