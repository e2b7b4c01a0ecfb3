// This master's part in the election of DM's leader: a session that must be kept alive, a place in the queue behind
// it, and the in-memory flag of an eviction, which a restart clears (dm/pkg/election/election.go).

import { randomUUID } from 'node:crypto'
import type { Log } from '../log.js'
import type { Candidate } from '../store/state.js'
import type { Store } from '../store/store.js'

export interface CampaignOptions {
  readonly store: Store
  readonly log: Log
  readonly name: string
  readonly address: string
  readonly ttlMs: number
  readonly renewMs: number
  readonly now: () => number
}

/** How long the leader's components (scheduler, pessimist, optimist) need to start. */
const startComponentsMs = 100
/** Between two looks while nothing changes. */
const stepMs = 200

export class Campaign {
  /** Leads, and its components run. */
  leading = false
  #evicted = false
  #stopped = false
  #lease = ''
  #aliveAt = 0
  #renewing = false
  #headSince: number | null = null

  constructor(private readonly options: CampaignOptions) {}

  /** The first of the queue, whoever it is. */
  get leader(): Candidate | null {
    return this.options.store.state.candidates[0] ?? null
  }

  get isHead(): boolean {
    return this.#lease !== '' && this.leader?.lease === this.#lease && this.options.store.hasQuorum
  }

  evict(): void {
    this.#evicted = true
    this.options.log.info('evict leader', { name: this.options.name })
    void this.#step()
  }

  cancelEviction(): void {
    this.#evicted = false
    void this.#step()
  }

  /** Gives the first place up, to stand again at once: what this member should have done as the leader failed. */
  async resign(): Promise<void> {
    this.leading = false
    this.#headSince = null
    await this.options.store.propose({ kind: 'resign', lease: this.#lease }).catch(() => {})
  }

  async run(): Promise<void> {
    while (!this.#stopped) {
      await this.#step().catch(() => {})
      const starting = this.isHead && !this.leading
      const waitMs = starting ? startComponentsMs / 5 : Math.min(stepMs, this.options.renewMs / 2)
      await this.options.store.newerThan(this.options.store.index, waitMs)
    }
  }

  /** Gives the session back. Resolves only when the others have agreed, which needs a quorum. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.leading = false
    const { store, log } = this.options
    while (this.#lease !== '') {
      const revoked = await store.propose({ kind: 'revoke', lease: this.#lease }).then(
        () => true,
        () => false,
      )
      if (revoked) this.#lease = ''
      else log.warn('fail to close the session as there is no quorum', { name: this.options.name })
    }
  }

  async #step(): Promise<void> {
    const { store } = this.options
    if (this.#stopped) return
    this.#lead()
    if (!store.hasQuorum) return
    void this.#renew()
    if (this.#lease === '') await this.#openSession()
    const queued = store.state.candidates.some((candidate) => candidate.lease === this.#lease)
    if (this.#evicted && queued) await store.propose({ kind: 'resign', lease: this.#lease })
    if (!this.#evicted && !queued) await store.propose({ kind: 'campaign', candidate: this.#candidate() })
    this.#lead()
  }

  #candidate(): Candidate {
    return { name: this.options.name, address: this.options.address, lease: this.#lease }
  }

  async #openSession(): Promise<void> {
    const lease = randomUUID()
    await this.options.store.propose({ kind: 'grant', lease, ttlMs: this.options.ttlMs })
    this.#lease = lease
    this.#aliveAt = this.options.now()
  }

  async #renew(): Promise<void> {
    const { store, now, renewMs } = this.options
    if (this.#lease === '' || this.#renewing || now() - this.#aliveAt < renewMs) return
    this.#renewing = true
    const lease = this.#lease
    const alive = await store.renew(lease)
    this.#renewing = false
    if (alive === true) this.#aliveAt = now()
    if (alive === false && store.state.leases[lease] === undefined) this.#lease = ''
  }

  #lead(): void {
    const { log, now, name } = this.options
    if (!this.isHead) {
      if (this.leading) log.info('retire from leader', { name })
      this.leading = false
      this.#headSince = null
      return
    }
    this.#headSince ??= now()
    if (this.leading || now() - this.#headSince < startComponentsMs) return
    this.leading = true
    log.info('current member become the leader', { 'current member': name })
  }
}
