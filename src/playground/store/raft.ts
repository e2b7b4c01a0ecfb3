// Agreement between the masters: raft with whole states in place of a log. This is one member: it follows a
// coordinator, votes, and coordinates itself when elected. It knows nothing of DM, needs a quorum as etcd does, and
// does not promise etcd's throughput.

import type { Log } from '../log.js'
import { ballotOf, mayVote } from './ballot.js'
import type { Change } from './change.js'
import { Coordinator } from './coordinator.js'
import { askVotes } from './election.js'
import { Patience } from './patience.js'
import type { AppendReply, AppendRequest, AskPeer, ProposeReply, VoteReply, VoteRequest } from './peer_protocol.js'
import { type Disk, type Entry, isNewer, type StoreRecord } from './record.js'
import { type Member, memberAt } from './state.js'
import { heartbeatMs } from './timing.js'

export interface RaftOptions {
  readonly record: StoreRecord
  readonly disk: Disk
  readonly ask: AskPeer
  readonly log: Log
  readonly now: () => number
  readonly random: () => number
  /** own peer URLs: how a joining member recognises itself */
  readonly peerUrls: readonly string[]
  readonly onAgreed: (index: number) => void
}

export class Raft {
  /** id of the coordinator this member follows or is; '' while there is none */
  coordinator = ''
  removed = false
  agreed: Entry | null = null
  #record: StoreRecord
  #coordinating: Coordinator | null = null
  readonly #patience: Patience
  #timer: NodeJS.Timeout | null = null

  constructor(private readonly options: RaftOptions) {
    this.#record = options.record
    this.#patience = new Patience(options)
  }

  get memberId(): string {
    return this.#record.memberId
  }

  get members(): readonly Member[] {
    return this.#record.entry?.state.members ?? []
  }

  get coordinates(): boolean {
    return this.#coordinating !== null
  }

  /** A coordinator was heard of lately, or is this member itself. */
  get hasQuorum(): boolean {
    if (this.removed || this.coordinator === '') return false
    return this.coordinates || !this.#patience.doubts
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), heartbeatMs / 2)
  }

  /** Hands the coordination over first, so that the others need not wait for the silence. */
  async stop(): Promise<void> {
    const url = this.#coordinating?.successor?.peerUrls[0]
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#follow(this.#record.term)
    if (url === undefined) return
    await this.options.ask(url, '/raft/take_over', { request: {}, timeoutMs: 300 }).catch(() => null)
  }

  onVote(request: VoteRequest): VoteReply {
    const removed = this.#isRemoved(request.from)
    const follows = this.coordinates || this.#patience.follows
    const granted = !removed && mayVote(this.#record, { request, follows })
    if (granted && !request.pre) {
      this.#follow(request.term)
      this.#write({ votedFor: request.from })
    }
    return { term: this.#record.term, granted, removed }
  }

  onAppend(request: AppendRequest): AppendReply {
    const { clusterId, term, entry } = this.#record
    const removed = this.#isRemoved(request.from)
    const foreign = clusterId !== '' && clusterId !== request.clusterId
    if (removed || foreign || request.term < term) return { term, ok: false, index: entry?.index ?? -1, removed }
    if (request.term > term || this.coordinates) this.#follow(request.term)
    this.coordinator = request.from
    this.#patience.heard()
    if (request.entry !== null) this.#take(request.clusterId, request.entry)
    const newest = this.#record.entry
    const isThisTerms = newest !== null && newest.term === request.term
    if (isThisTerms && newest.index === request.commit) this.#agree(newest)
    return { term: this.#record.term, ok: true, index: isThisTerms ? newest.index : -1, removed: false }
  }

  onTakeOver(): void {
    void this.#campaign({ handedOver: true })
  }

  /** Null where this member does not coordinate. */
  propose(change: Change): Promise<ProposeReply> | null {
    return this.#coordinating?.propose(change) ?? null
  }

  /** Null where this member does not coordinate. */
  renew(lease: string): boolean | null {
    return this.#coordinating?.renew(lease) ?? null
  }

  /** A majority follows this member still. */
  async barrier(timeoutMs: number): Promise<boolean> {
    const term = this.#coordinating
    if (term === null) return false
    return term.barrier({ timeoutMs, ended: () => this.#coordinating !== term })
  }

  #tick(): void {
    if (this.removed) return
    if (this.#coordinating?.tick() === false) {
      this.options.log.warn('lost the quorum', { term: this.#record.term })
      this.#follow(this.#record.term)
    }
    if (!this.coordinates && this.#patience.isOver) void this.#campaign({ handedOver: false })
  }

  /** Asks first whether it would be elected, so that a member that was away does not disturb the others. */
  async #campaign({ handedOver }: { readonly handedOver: boolean }): Promise<void> {
    this.#patience.postpone()
    const ballot = ballotOf(this.#record, { handedOver })
    if (ballot === null) return
    const { term, from } = ballot
    const poll = (pre: boolean) =>
      askVotes({ ask: this.options.ask, members: this.members, request: { ...ballot, pre } })
    const wouldBe = handedOver ? 'won' : await poll(true)
    if (wouldBe === 'removed') this.#wasRemoved()
    if (wouldBe !== 'won' || this.#record.term + 1 !== term) return
    this.#follow(term)
    this.#write({ votedFor: from })
    const elected = (await poll(false)) === 'won'
    if (elected && this.#record.term === term && this.coordinator === '') this.#coordinate()
  }

  #coordinate(): void {
    const { clusterId, memberId, term, entry } = this.#record
    if (entry === null || this.removed) return
    const { ask, now, log } = this.options
    log.info('coordinates the store', { term })
    this.coordinator = memberId
    this.#coordinating = new Coordinator({
      term: { clusterId, memberId, term },
      entry,
      ask,
      now,
      save: (next) => this.#write({ entry: next }),
      agreed: (next) => this.#agree(next),
      answered: (reply) => this.#onAnswer(reply),
    })
    this.#coordinating.start()
  }

  #onAnswer(reply: AppendReply): void {
    if (reply.removed) this.#wasRemoved()
    else if (reply.term > this.#record.term) this.#follow(reply.term)
  }

  #agree(entry: Entry): void {
    if (this.agreed?.index === entry.index && this.agreed.term === entry.term) return
    this.agreed = entry
    this.options.onAgreed(entry.index)
    if (!entry.state.removed.includes(this.memberId)) return
    // A coordinator that was removed has the others told first.
    if (this.coordinates) setTimeout(() => void this.stop().then(() => this.#wasRemoved()), heartbeatMs)
    else this.#wasRemoved()
  }

  /** A joining member learns here who it is. */
  #take(clusterId: string, entry: Entry): void {
    if (!isNewer(entry, this.#record.entry)) return
    this.#write({ clusterId, entry, memberId: this.memberId || memberAt(this.options.peerUrls, entry.state) })
  }

  #follow(term: number): void {
    const ended = this.#coordinating
    this.#coordinating = null
    this.coordinator = ''
    if (term > this.#record.term) this.#write({ term, votedFor: '' })
    this.#patience.postpone()
    ended?.end()
  }

  #wasRemoved(): void {
    if (this.removed) return
    this.removed = true
    this.#follow(this.#record.term)
    this.options.log.error('the member has been permanently removed from the cluster', { member: this.memberId })
    this.options.log.error('data-dir used by this member must be removed')
  }

  #isRemoved(id: string): boolean {
    return this.#record.entry?.state.removed.includes(id) ?? false
  }

  #write(part: Partial<StoreRecord>): void {
    this.#record = { ...this.#record, ...part }
    this.options.disk.write(this.#record)
  }
}
