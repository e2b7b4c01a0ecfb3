// What masters say to each other on their peer ports: JSON over HTTP, in place of etcd's raft traffic.

import type { Change, Refusal } from './change.js'
import type { Entry } from './record.js'

export interface VoteRequest {
  readonly clusterId: string
  readonly from: string
  readonly term: number
  readonly lastTerm: number
  readonly lastIndex: number
  /** A question that changes nothing: would you vote for me? */
  readonly pre: boolean
  /** The coordinator handed over, so the voter need not wait for its silence. */
  readonly handedOver: boolean
}

export interface VoteReply {
  readonly term: number
  readonly granted: boolean
  readonly removed: boolean
}

export interface AppendRequest {
  readonly clusterId: string
  readonly from: string
  readonly term: number
  readonly commit: number
  /** null when the peer has the newest one */
  readonly entry: Entry | null
}

export interface AppendReply {
  readonly term: number
  readonly ok: boolean
  readonly index: number
  readonly removed: boolean
}

export type ProposeReply =
  | { readonly kind: 'done'; readonly index: number }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'no_quorum' }

export interface PeerRequests {
  '/raft/vote': { readonly request: VoteRequest; readonly reply: VoteReply }
  '/raft/append': { readonly request: AppendRequest; readonly reply: AppendReply }
  '/raft/propose': { readonly request: { readonly change: Change }; readonly reply: ProposeReply }
  '/raft/renew': { readonly request: { readonly lease: string }; readonly reply: { readonly alive: boolean | null } }
  '/raft/barrier': { readonly request: Record<string, never>; readonly reply: { readonly ok: boolean } }
  '/raft/take_over': { readonly request: Record<string, never>; readonly reply: Record<string, never> }
}

export type PeerPath = keyof PeerRequests

/** Asks one peer; throws when it does not answer in time or not with 200. */
export type AskPeer = <P extends PeerPath>(
  url: string,
  path: P,
  question: { readonly request: PeerRequests[P]['request']; readonly timeoutMs: number },
) => Promise<PeerRequests[P]['reply']>
