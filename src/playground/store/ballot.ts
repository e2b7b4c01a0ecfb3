// Whether to vote for another member. Raft's rule, and one of etcd's: who hears from a coordinator asks for no other.

import type { VoteRequest } from './peer_protocol.js'
import type { StoreRecord } from './record.js'

/** What a member asks the others; null where it is none of them, or has not heard of them. */
export function ballotOf(
  { entry, clusterId, memberId, term }: StoreRecord,
  { handedOver }: Pick<VoteRequest, 'handedOver'>,
): Ballot | null {
  if (entry === null || !entry.state.members.some(({ id }) => id === memberId)) return null
  const { term: lastTerm, index: lastIndex } = entry
  return { clusterId, from: memberId, term: term + 1, lastTerm, lastIndex, handedOver }
}

type Ballot = Omit<VoteRequest, 'pre'>

/** `follows`: this member coordinates, or has heard from the coordinator lately. */
export function mayVote(
  record: StoreRecord,
  { request, follows }: { readonly request: VoteRequest; readonly follows: boolean },
): boolean {
  // who has only joined knows no cluster yet: of two members the first has no other vote to get
  const foreign = record.clusterId !== '' && request.clusterId !== record.clusterId
  if (foreign || request.term < record.term) return false
  if (follows && !request.handedOver) return false
  const own = record.entry
  const asNew =
    own === null || request.lastTerm > own.term || (request.lastTerm === own.term && request.lastIndex >= own.index)
  const free = request.term > record.term || record.votedFor === '' || record.votedFor === request.from
  return asNew && free
}
