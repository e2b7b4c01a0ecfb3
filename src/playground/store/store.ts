// The store as the rest of dm-master sees it: propose a change, read the agreed state, wait for the next one.
// Hides which member coordinates: proposals and renewals are passed on to it.

import { DmError } from '../dm_error.js'
import type { Change } from './change.js'
import type { AskPeer, ProposeReply } from './peer_protocol.js'
import type { Raft } from './raft.js'
import { emptyState, type State } from './state.js'

export class NoQuorum extends Error {
  constructor() {
    super('etcdserver: request timed out')
  }
}

const forwardMs = 6000

export class Store {
  #watchers = new Set<() => void>()
  #index = -1

  constructor(private readonly options: { readonly raft: Raft; readonly ask: AskPeer; readonly now: () => number }) {}

  get state(): State {
    return this.options.raft.agreed?.state ?? emptyState([])
  }

  get index(): number {
    return this.#index
  }

  get hasQuorum(): boolean {
    return this.options.raft.hasQuorum && this.#index >= 0
  }

  /** To be called whenever a state was agreed. */
  agreed(index: number): void {
    this.#index = index
    for (const wake of [...this.#watchers]) wake()
  }

  /** Resolves when the agreed state is newer than `index`, or after `timeoutMs`. */
  newerThan(index: number, timeoutMs: number): Promise<void> {
    if (this.#index > index) return Promise.resolve()
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        this.#watchers.delete(done)
        resolve()
      }
      const timer = setTimeout(done, timeoutMs)
      this.#watchers.add(done)
    })
  }

  /** Resolves when the change is agreed and visible here. Throws DmError when refused, NoQuorum when nobody decides. */
  async propose(change: Change): Promise<void> {
    const deadline = this.options.now() + forwardMs
    while (this.options.now() < deadline) {
      const reply = await this.#passedOn(change)
      if (reply?.kind === 'refused') throw new DmError(reply.refusal.code, reply.refusal.message)
      if (reply?.kind === 'done') return this.#seen(reply.index, deadline)
      if (this.options.raft.removed) break
      await this.newerThan(this.#index, 100)
    }
    throw new NoQuorum()
  }

  /** False when the lease is gone, null when nobody could be asked. */
  async renew(lease: string): Promise<boolean | null> {
    const { raft, ask } = this.options
    const own = raft.renew(lease)
    if (own !== null) return own
    const url = this.#coordinatorUrl()
    if (url === null) return null
    const reply = await ask(url, '/raft/renew', { request: { lease }, timeoutMs: 1000 }).catch(() => null)
    return reply?.alive ?? null
  }

  /** etcd's quorum read: true when a majority answers now. */
  async barrier(timeoutMs: number): Promise<boolean> {
    const { raft, ask } = this.options
    if (!raft.hasQuorum) return false
    if (raft.coordinates) return raft.barrier(timeoutMs)
    const url = this.#coordinatorUrl()
    if (url === null) return false
    const reply = await ask(url, '/raft/barrier', { request: {}, timeoutMs }).catch(() => null)
    return reply?.ok ?? false
  }

  async #passedOn(change: Change): Promise<ProposeReply | null> {
    const { raft, ask } = this.options
    const own = raft.propose(change)
    if (own !== null) return own
    const url = this.#coordinatorUrl()
    if (url === null) return null
    return ask(url, '/raft/propose', { request: { change }, timeoutMs: forwardMs }).catch(() => null)
  }

  async #seen(index: number, deadline: number): Promise<void> {
    while (this.#index < index && this.options.now() < deadline) await this.newerThan(this.#index, 100)
  }

  #coordinatorUrl(): string | null {
    const { raft } = this.options
    const member = raft.members.find((other) => other.id === raft.coordinator && other.id !== raft.memberId)
    return member?.peerUrls[0] ?? null
  }
}
