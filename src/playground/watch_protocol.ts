// What a worker asks of the masters in place of etcd's watches and leases: JSON on the client port of any master.

import type { Change } from './store/change.js'
import type { Source, Subtask, Task, Worker } from './store/state.js'

export interface WatchRequest {
  readonly worker: string
  readonly lease: string
  /** what the worker has seen; an answer comes when there is something newer, or after waitMs */
  readonly index: number
  readonly waitMs: number
}

export interface Assigned {
  readonly task: Pick<Task, 'name' | 'mode'>
  readonly subtask: Subtask
}

export interface WatchReply {
  readonly index: number
  /** null = the lease could not be checked */
  readonly leaseAlive: boolean | null
  /** client addresses of all masters */
  readonly masters: readonly string[]
  /** null = this worker is not registered */
  readonly worker: Worker | null
  readonly source: Source | null
  readonly assigned: readonly Assigned[]
}

/** The changes that a worker may propose by itself. */
export type WorkerProposal = Extract<
  Change,
  { readonly kind: 'grant' | 'revoke' | 'keep_worker' | 'reserve' | 'record_subtask' }
>
