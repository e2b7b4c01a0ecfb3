// One term of coordination: takes proposals, turns them into the next state, and calls it agreed once a majority has it
// on disk. Made when an election is won, thrown away when the term ends; what it had not settled is then refused.

import { DmError } from '../dm_error.js'
import { type Change, changed } from './change.js'
import { Followers, type Term } from './followers.js'
import { Leases } from './leases.js'
import type { AppendReply, AskPeer, ProposeReply } from './peer_protocol.js'
import { reconfigurationRefusal } from './reconfigure.js'
import type { Entry } from './record.js'
import type { Member, State } from './state.js'
import { heartbeatMs, proposeMs, silenceMs } from './timing.js'

interface Proposal {
  readonly change: Change
  readonly settle: (reply: ProposeReply) => void
}

interface Pending {
  readonly index: number
  readonly since: number
  readonly proposals: readonly Proposal[]
}

export interface CoordinatorOptions {
  readonly term: Term
  /** the newest state on this member's disk, agreed or not */
  readonly entry: Entry
  readonly ask: AskPeer
  readonly now: () => number
  /** to this member's disk */
  readonly save: (entry: Entry) => void
  readonly agreed: (entry: Entry) => void
  /** Somebody knows a later term, or knows that this member was removed. */
  readonly answered: (reply: AppendReply) => void
}

export class Coordinator {
  readonly #leases: Leases
  readonly #followers: Followers
  readonly #beganAt: number
  #pushedAt = 0
  #entry: Entry
  #agreed: Entry | null = null
  #waiting: Proposal[] = []
  #pending: Pending | null = null

  constructor(private readonly options: CoordinatorOptions) {
    const { ask, now, term } = options
    this.#entry = options.entry
    this.#beganAt = now()
    this.#leases = new Leases(now)
    this.#followers = new Followers({
      ask,
      now,
      sending: () => ({ term, entry: this.#entry, commit: this.#agreed?.index ?? -1 }),
      answered: (reply) => {
        options.answered(reply)
        if (reply.ok) this.#advance()
      },
    })
  }

  /** What earlier terms left is agreed by agreeing on the same state anew, in this term. */
  start(): void {
    this.#install(this.#entry.state, [])
  }

  /** False when this member has lost the majority and must step down. */
  tick(): boolean {
    const now = this.options.now()
    const followedAt = this.#followers.followedAt(this.#members, this.options.term.memberId)
    const alone = now - Math.max(this.#beganAt, followedAt) > silenceMs * 1.5
    if (alone || (this.#pending !== null && now - this.#pending.since > proposeMs)) return false
    if (now - this.#pushedAt >= heartbeatMs) this.#push()
    for (const lease of this.#leases.lapsed(this.#agreed?.state ?? null)) void this.propose({ kind: 'revoke', lease })
    return true
  }

  propose(change: Change): Promise<ProposeReply> {
    return new Promise((settle) => {
      this.#waiting.push({ change, settle })
      this.#drain()
    })
  }

  renew(lease: string): boolean {
    return this.#agreed !== null && this.#leases.renew(this.#agreed.state, lease)
  }

  /** True once a majority has confirmed, after this call, that it still follows. */
  async barrier({ timeoutMs, ended }: { readonly timeoutMs: number; readonly ended: () => boolean }): Promise<boolean> {
    const asked = this.options.now()
    while (!ended() && this.options.now() - asked < timeoutMs) {
      this.#followers.push(this.#members)
      if (this.#followers.followedAt(this.#members, this.options.term.memberId) >= asked) return true
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    return false
  }

  /** The member to hand over to; null when there is none that follows. */
  get successor(): Member | null {
    const { memberId } = this.options.term
    return this.#followers.newest(this.#members.filter((member) => member.id !== memberId))
  }

  /** The term is over: nothing that waits will be settled by this member. */
  end(): void {
    for (const { settle } of [...(this.#pending?.proposals ?? []), ...this.#waiting]) settle({ kind: 'no_quorum' })
    this.#pending = null
    this.#waiting = []
  }

  get #members(): readonly Member[] {
    return this.#entry.state.members
  }

  /** While a change of the members is not agreed, those before and those after it. */
  get #audience(): readonly Member[] {
    const leaving = (this.#agreed?.state.members ?? []).filter(
      (member) => !this.#members.some((other) => other.id === member.id),
    )
    return [...this.#members, ...leaving]
  }

  /** Carries out all waiting proposals at once; the next ones wait until these are agreed. */
  #drain(): void {
    if (this.#pending !== null || this.#waiting.length === 0) return
    const proposals = this.#waiting
    this.#waiting = []
    let { state } = this.#entry
    const carried = proposals.filter((proposal) => {
      const next = this.#carriedOut(state, proposal)
      state = next ?? state
      return next !== null
    })
    if (state !== this.#entry.state) this.#install(state, carried)
    else for (const { settle } of carried) settle({ kind: 'done', index: this.#entry.index })
  }

  #carriedOut(state: State, { change, settle }: Proposal): State | null {
    try {
      const active = this.#followers.active(silenceMs).add(this.options.term.memberId)
      const refusal = reconfigurationRefusal(state, { change, active })
      if (refusal !== null) throw refusal
      return changed(state, change)
    } catch (error) {
      const { code, message } = error instanceof DmError ? error : new DmError(0, String(error))
      settle({ kind: 'refused', refusal: { code, message } })
      return null
    }
  }

  #install(state: State, proposals: readonly Proposal[]): void {
    this.#entry = { term: this.options.term.term, index: this.#entry.index + 1, state }
    this.options.save(this.#entry)
    this.#pending = { index: this.#entry.index, since: this.options.now(), proposals }
    this.#advance()
    this.#push()
  }

  #push(): void {
    this.#pushedAt = this.options.now()
    this.#followers.push(this.#audience)
  }

  #advance(): void {
    const pending = this.#pending
    const own = { id: this.options.term.memberId, index: this.#entry.index }
    // As in etcd, the members of before decide on a change of the members: a joining one cannot confirm itself.
    const before = this.#agreed?.state.members ?? this.#members
    if (pending === null || this.#followers.committable(before, own) < own.index) return
    this.#pending = null
    this.#agreed = this.#entry
    this.options.agreed(this.#entry)
    for (const { settle } of pending.proposals) settle({ kind: 'done', index: own.index })
    // Those that were just removed are told as well.
    this.#followers.push(before)
    this.#drain()
  }
}
