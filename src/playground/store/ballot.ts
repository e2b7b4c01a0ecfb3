// Whether to vote for another member. Raft's rule, and one of etcd's: who hears from a coordinator asks for no other.

import type { VoteRequest } from './peer_protocol.js'
import type { StoreRecord } from './record.js'

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
