// Agreement between the masters: raft with whole states in place of a log. A coordinator is elected by a majority,
// gives every new state a (term, index) and calls it agreed once a majority has it on disk. Nothing here knows DM.
// It needs a quorum as etcd does; it does not promise etcd's throughput.

import { DmError } from '../dm_error.js'
import type { Log } from '../log.js'
import { type Change, changed } from './change.js'
import { askVotes } from './election.js'
import { Followers } from './followers.js'
import { Leases } from './leases.js'
import type { AppendReply, AppendRequest, AskPeer, ProposeReply, VoteReply, VoteRequest } from './peer_protocol.js'
import { reconfigurationRefusal } from './reconfigure.js'
import type { Disk, Entry, StoreRecord } from './record.js'
import type { Member, State } from './state.js'

/** Not scaled: these are about this machine's scheduling, not about DM's leases. */
const heartbeatMs = 100
const silenceMs = 1000
const proposeMs = 5000

interface Proposal {
  readonly change: Change
  readonly settle: (reply: ProposeReply) => void
}

export interface RaftOptions {
  readonly record: StoreRecord
  readonly disk: Disk
  readonly ask: AskPeer
  readonly log: Log
  readonly now: () => number
  readonly random: () => number
  /** own peer URLs: how a joining member recognises itself */
  readonly peerUrls: readonly string[]
  readonly onCommit: (state: State, index: number) => void
}

export class Raft {
  role: 'follower' | 'candidate' | 'coordinator' = 'follower'
  coordinator = ''
  removed = false
  committed: Entry | null = null
  readonly #leases: Leases
  readonly #followers: Followers
  #record: StoreRecord
  #heardAt = Number.NEGATIVE_INFINITY
  #beganAt = 0
  #campaignAt: number
  #waiting: Proposal[] = []
  #pending: { index: number; since: number; proposals: Proposal[] } | null = null
  #timer: NodeJS.Timeout | null = null

  constructor(private readonly options: RaftOptions) {
    this.#record = options.record
    this.#leases = new Leases(options.now)
    this.#followers = new Followers({
      ask: options.ask,
      now: options.now,
      sending: () => this.#sending(),
      answered: (reply) => this.#onAppendReply(reply),
    })
    this.#campaignAt = options.now() + 60 + options.random() * 200
  }

  get memberId(): string {
    return this.#record.memberId
  }

  get term(): number {
    return this.#record.term
  }

  get members(): readonly Member[] {
    return this.#record.entry?.state.members ?? []
  }

  /** A coordinator is known and was heard of lately, or is this member itself. */
  get hasQuorum(): boolean {
    if (this.removed || this.coordinator === '') return false
    return this.role === 'coordinator' || this.options.now() - this.#heardAt < silenceMs * 1.5
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), heartbeatMs / 2)
  }

  /** Hands the coordination over first, so that the others need not wait for the silence. */
  async stop(): Promise<void> {
    const successor = this.#followers.newest(this.members.filter((member) => member.id !== this.memberId))
    const url = successor?.peerUrls[0]
    const handsOver = this.role === 'coordinator' && url !== undefined
    this.#stepDown(this.#record.term)
    if (this.#timer !== null) clearInterval(this.#timer)
    if (handsOver) await this.options.ask(url, '/raft/take_over', { request: {}, timeoutMs: 300 }).catch(() => null)
  }

  onVote(request: VoteRequest): VoteReply {
    if (this.#isRemoved(request.from)) return { term: this.#record.term, granted: false, removed: true }
    const refuse = { term: this.#record.term, granted: false, removed: false }
    if (request.clusterId !== this.#record.clusterId || request.term < this.#record.term) return refuse
    const follows = this.role === 'coordinator' || this.options.now() - this.#heardAt < silenceMs * 0.8
    if (follows && !request.handedOver) return refuse
    const own = this.#record.entry
    const newer =
      own === null || request.lastTerm > own.term || (request.lastTerm === own.term && request.lastIndex >= own.index)
    if (!newer) return refuse
    if (request.pre) return { ...refuse, granted: true }
    if (request.term > this.#record.term) this.#stepDown(request.term)
    const granted = this.#record.votedFor === '' || this.#record.votedFor === request.from
    if (granted) {
      this.#write({ votedFor: request.from })
      this.#postpone()
    }
    return { term: this.#record.term, granted, removed: false }
  }

  onAppend(request: AppendRequest): AppendReply {
    const own = this.#record
    const known = own.clusterId === '' || own.clusterId === request.clusterId
    const reply = { term: own.term, ok: false, index: own.entry?.index ?? -1, removed: this.#isRemoved(request.from) }
    if (!known || reply.removed || request.term < own.term) return reply
    if (request.term > own.term || this.role !== 'follower') this.#stepDown(request.term)
    this.#heardAt = this.options.now()
    this.coordinator = request.from
    this.#postpone()
    if (request.entry !== null) this.#take(request.clusterId, request.entry)
    const entry = this.#record.entry
    if (entry !== null && entry.term === request.term && entry.index === request.commit) this.#commit(entry)
    const index = entry !== null && entry.term === request.term ? entry.index : -1
    return { term: this.#record.term, ok: true, index, removed: false }
  }

  onTakeOver(): void {
    void this.#campaign(true)
  }

  propose(change: Change): Promise<ProposeReply> {
    if (this.role !== 'coordinator') return Promise.resolve({ kind: 'no_quorum' })
    return new Promise((settle) => {
      this.#waiting.push({ change, settle })
      this.#drain()
    })
  }

  /** Null where this member does not coordinate. */
  renew(lease: string): boolean | null {
    return this.role === 'coordinator' && this.committed !== null
      ? this.#leases.renew(this.committed.state, lease)
      : null
  }

  /** True once a majority has confirmed, after this call, that it still follows. */
  async barrier(timeoutMs: number): Promise<boolean> {
    const asked = this.options.now()
    while (this.role === 'coordinator' && this.options.now() - asked < timeoutMs) {
      this.#followers.push(this.members)
      if (this.#followers.followedAt(this.members, this.memberId) >= asked) return true
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    return false
  }

  #tick(): void {
    if (this.removed) return
    if (this.role === 'coordinator') this.#coordinate()
    else if (this.options.now() > this.#campaignAt) void this.#campaign(false)
  }

  #coordinate(): void {
    const now = this.options.now()
    const followedAt = Math.max(this.#beganAt, this.#followers.followedAt(this.members, this.memberId))
    const alone = now - followedAt > silenceMs * 1.5
    const stuck = this.#pending !== null && now - this.#pending.since > proposeMs
    if (alone || stuck) {
      this.options.log.warn('lost the quorum', { term: this.#record.term })
      this.#stepDown(this.#record.term)
      return
    }
    this.#followers.push(this.members)
    if (this.committed === null) return
    for (const lease of this.#leases.lapsed(this.committed.state)) void this.propose({ kind: 'revoke', lease })
  }

  async #campaign(handedOver: boolean): Promise<void> {
    this.#postpone()
    const { entry, clusterId, memberId } = this.#record
    if (entry === null || !this.members.some((member) => member.id === memberId)) return
    const ballot = { clusterId, from: memberId, lastTerm: entry.term, lastIndex: entry.index, handedOver }
    const poll = (pre: boolean, term: number) =>
      askVotes({ ask: this.options.ask, members: this.members, request: { ...ballot, term, pre } })
    const term = this.#record.term + 1
    const asked = handedOver ? 'won' : await poll(true, term)
    if (asked === 'removed') this.#wasRemoved()
    if (asked !== 'won' || this.removed || this.#record.term + 1 !== term) return
    this.#stepDown(term)
    this.#write({ votedFor: memberId })
    this.role = 'candidate'
    const elected = (await poll(false, term)) === 'won'
    if (elected && this.#record.term === term && (this.role as string) === 'candidate') this.#begin(term)
  }

  #begin(term: number): void {
    const entry = this.#record.entry
    if (entry === null) return
    this.role = 'coordinator'
    this.#beganAt = this.options.now()
    this.coordinator = this.#record.memberId
    this.options.log.info('coordinates the store', { term })
    this.#leases.restart()
    this.#followers.restart()
    this.#install({ term, index: entry.index + 1, state: entry.state }, [])
  }

  /** Carries out all waiting proposals at once; the next ones wait until these are agreed. */
  #drain(): void {
    const entry = this.#record.entry
    if (this.#pending !== null || this.#waiting.length === 0 || entry === null) return
    const proposals = this.#waiting
    this.#waiting = []
    let state = entry.state
    const carried = proposals.filter((proposal) => {
      const next = this.#carriedOut(state, proposal)
      if (next !== null) state = next
      return next !== null
    })
    if (state === entry.state) {
      for (const { settle } of carried) settle({ kind: 'done', index: entry.index })
      this.#drain()
    } else this.#install({ term: this.#record.term, index: entry.index + 1, state }, carried)
  }

  #carriedOut(state: State, { change, settle }: Proposal): State | null {
    try {
      const active = this.#followers.active(silenceMs).add(this.memberId)
      const refusal = reconfigurationRefusal(state, { change, active })
      if (refusal !== null) throw refusal
      return changed(state, change)
    } catch (error) {
      const { code, message } = error instanceof DmError ? error : new DmError(0, String(error))
      settle({ kind: 'refused', refusal: { code, message } })
      return null
    }
  }

  #install(entry: Entry, proposals: Proposal[]): void {
    this.#write({ entry })
    this.#pending = { index: entry.index, since: this.options.now(), proposals }
    this.#advance()
    this.#followers.push(this.members)
  }

  #onAppendReply(reply: AppendReply): void {
    if (reply.removed) this.#wasRemoved()
    else if (reply.term > this.#record.term) this.#stepDown(reply.term)
    else if (this.role === 'coordinator') this.#advance()
  }

  #advance(): void {
    const { entry } = this.#record
    const pending = this.#pending
    if (entry === null || pending === null || this.role !== 'coordinator') return
    const own = { id: this.memberId, index: entry.index }
    if (this.#followers.committable(this.members, own) < entry.index) return
    const before = this.committed?.state.members ?? this.members
    this.#pending = null
    this.#commit(entry)
    for (const { settle } of pending.proposals) settle({ kind: 'done', index: entry.index })
    this.#followers.push(before)
    if (!this.members.some((member) => member.id === this.memberId)) void this.stop().then(() => this.#wasRemoved())
    else this.#drain()
  }

  #commit(entry: Entry): void {
    if (this.committed?.index === entry.index && this.committed.term === entry.term) return
    this.committed = entry
    if (this.role !== 'coordinator' && entry.state.removed.includes(this.memberId)) this.#wasRemoved()
    this.options.onCommit(entry.state, entry.index)
  }

  /** A joining member learns here who it is. */
  #take(clusterId: string, entry: Entry): void {
    const known = this.#record.entry
    const newer = known === null || entry.term > known.term || (entry.term === known.term && entry.index > known.index)
    if (!newer) return
    const own = this.#record.memberId
    const self = entry.state.members.find((member) =>
      member.peerUrls.some((url) => this.options.peerUrls.includes(url)),
    )
    this.#write({ clusterId, entry, memberId: own === '' ? (self?.id ?? '') : own })
  }

  #stepDown(term: number): void {
    this.role = 'follower'
    this.coordinator = ''
    if (term > this.#record.term) this.#write({ term, votedFor: '' })
    const failed = [...(this.#pending?.proposals ?? []), ...this.#waiting]
    this.#pending = null
    this.#waiting = []
    this.#postpone()
    for (const { settle } of failed) settle({ kind: 'no_quorum' })
  }

  #wasRemoved(): void {
    if (this.removed) return
    this.removed = true
    this.#stepDown(this.#record.term)
    this.options.log.error('the member has been permanently removed from the cluster', { member: this.memberId })
    this.options.log.error('data-dir used by this member must be removed')
  }

  #isRemoved(id: string): boolean {
    return this.#record.entry?.state.removed.includes(id) ?? false
  }

  #sending() {
    const { clusterId, memberId, term, entry } = this.#record
    if (this.role !== 'coordinator' || entry === null) return null
    return { term: { clusterId, memberId, term }, entry, commit: this.committed?.index ?? -1 }
  }

  #postpone(): void {
    const known = this.coordinator !== '' || this.options.now() - this.#heardAt < silenceMs
    this.#campaignAt =
      this.options.now() + (known ? silenceMs : 200) + this.options.random() * (known ? silenceMs : 300)
  }

  #write(part: Partial<StoreRecord>): void {
    this.#record = { ...this.#record, ...part }
    this.options.disk.write(this.#record)
  }
}
