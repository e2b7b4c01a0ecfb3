// The coordinator's view of the other members: what each one has, when it last answered, and one request at a time.

import type { AppendReply, AppendRequest, AskPeer } from './peer_protocol.js'
import { reachedByMajority } from './quorum.js'
import type { Entry } from './record.js'
import type { Member } from './state.js'

interface Follower {
  index: number
  /** when the last answered request was sent; -1 = never */
  answeredAt: number
  busy: boolean
  again: boolean
}

export interface Term {
  readonly clusterId: string
  readonly memberId: string
  readonly term: number
}

export interface Sending {
  readonly term: Term
  readonly entry: Entry
  readonly commit: number
}

const appendTimeoutMs = 1000

export class Followers {
  readonly #byId = new Map<string, Follower>()

  constructor(
    private readonly options: {
      readonly ask: AskPeer
      readonly now: () => number
      /** what is to be sent right now */
      readonly sending: () => Sending
      readonly answered: (reply: AppendReply) => void
    },
  ) {}

  /** Sends what is missing, or a heartbeat, to all of them. */
  push(members: readonly Member[]): void {
    const own = this.options.sending().term.memberId
    for (const member of members) if (member.id !== own) void this.#pushTo(member)
  }

  /** The newest index that a majority of the members has. */
  committable(members: readonly Member[], own: { readonly id: string; readonly index: number }): number {
    return reachedByMajority(
      members.map((member) => (member.id === own.id ? own.index : (this.#byId.get(member.id)?.index ?? -1))),
    )
  }

  /** The latest moment at which a majority was known to follow. */
  followedAt(members: readonly Member[], ownId: string): number {
    return reachedByMajority(
      members.map((member) =>
        member.id === ownId ? this.options.now() : (this.#byId.get(member.id)?.answeredAt ?? -1),
      ),
    )
  }

  /** Ids of those that answered within the last `ms`. */
  active(ms: number): Set<string> {
    const since = this.options.now() - ms
    return new Set([...this.#byId].filter(([, follower]) => follower.answeredAt >= since).map(([id]) => id))
  }

  /** The member that has most, to hand over to. */
  newest(members: readonly Member[]): Member | null {
    const known = members.filter((member) => (this.#byId.get(member.id)?.index ?? -1) >= 0)
    return known.toSorted((a, b) => (this.#byId.get(b.id)?.index ?? 0) - (this.#byId.get(a.id)?.index ?? 0))[0] ?? null
  }

  async #pushTo(member: Member): Promise<void> {
    const follower = this.#byId.get(member.id) ?? { index: -1, answeredAt: -1, busy: false, again: false }
    this.#byId.set(member.id, follower)
    if (follower.busy) {
      follower.again = true
      return
    }
    follower.busy = true
    follower.again = false
    await this.#send(member, follower)
    follower.busy = false
    if (follower.again) void this.#pushTo(member)
  }

  async #send(member: Member, follower: Follower): Promise<void> {
    const sending = this.options.sending()
    const url = member.peerUrls[0]
    if (url === undefined) return
    const sentAt = this.options.now()
    const request: AppendRequest = {
      clusterId: sending.term.clusterId,
      from: sending.term.memberId,
      term: sending.term.term,
      commit: sending.commit,
      entry: follower.index === sending.entry.index ? null : sending.entry,
    }
    const reply = await this.options.ask(url, '/raft/append', { request, timeoutMs: appendTimeoutMs }).catch(() => null)
    if (reply === null) return
    if (reply.ok) {
      follower.answeredAt = Math.max(follower.answeredAt, sentAt)
      follower.index = reply.index
    }
    this.options.answered(reply)
  }
}
