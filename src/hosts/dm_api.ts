// DM's API as dm-master serves it over HTTP, asked from the control machine.
// Never trusts a 200: `result`, the inner `msg` and the shape decide (spec: members with an error text inside are no answer).

import type { Members } from '../dm/members.js'
import type { SourceStatus } from '../dm/source_status.js'

export type { MasterMember, Members, WorkerMember, WorkerStage } from '../dm/members.js'
export type { SourceStatus, Subtask } from '../dm/source_status.js'

export interface DmApi {
  /** Client addresses (`host:port`) of the masters that are asked. */
  readonly masters: readonly string[]
  /** Asks one master after another until one answers; throws DmApiError where none does. */
  members(): Promise<Members>
  /** What this one master says, asked once: who waits for agreement asks all of them again. */
  membersFrom(address: string): Promise<Members>
  /** etcd's quorum read through this master: true, false, or null where it does not answer. */
  health(address: string): Promise<boolean | null>
  /** `Release Version` and the other lines of /status; null where it does not answer, or something else does. */
  status(address: string): Promise<ReadonlyMap<string, string> | null>
  /** Removes a registration; one that DM does not know is removed. Throws DmApiError with DM's code where it refuses. */
  offline(kind: 'master' | 'worker', name: string): Promise<void>
  /** Tells this one master not to lead until it is told otherwise, or restarts. Acts on the one that is asked, never forwarded. */
  evict(address: string): Promise<void>
  /** Lets it lead again. */
  cancelEvict(address: string): Promise<void>
  /** What the tasks of a source do, as its worker says. Throws DmApiError where nobody can tell. */
  source(id: string): Promise<SourceStatus>
  /** Pauses or resumes one task on one source; twice is no more than once. Resolves when its worker has done it. */
  operateTask(op: 'pause' | 'resume', on: { readonly task: string; readonly source: string }): Promise<void>
}
