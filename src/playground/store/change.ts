// Every change that the masters can agree on, and the one function that carries it out. Pure: it runs wherever the
// store's coordinator is, and only its result is replicated.

import type { DmError } from '../dm_error.js'
import { type LeaseChange, leaseChanges } from './lease_changes.js'
import { type MemberChange, memberChanges } from './member_changes.js'
import { type SourceChange, sourceChanges } from './source_changes.js'
import type { State } from './state.js'
import { type TaskChange, taskChanges } from './task_changes.js'
import { type WorkerChange, workerChanges } from './worker_changes.js'

export type Change =
  | LeaseChange
  | MemberChange
  | SourceChange
  | TaskChange
  | WorkerChange
  | { readonly kind: 'noop' }
  | { readonly kind: 'mark_version'; readonly version: string }

type Kind = Change['kind']
type Step = (state: State, change: never) => State

const steps: Readonly<Record<Kind, Step>> = {
  noop: (state) => state,
  mark_version: (state, { version }: Extract<Change, { kind: 'mark_version' }>) => ({ ...state, version }),
  ...leaseChanges,
  ...memberChanges,
  ...sourceChanges,
  ...taskChanges,
  ...workerChanges,
}

/** The state after the change. Throws DmError when DM would refuse it. */
export function changed(state: State, change: Change): State {
  return steps[change.kind](state, change as never)
}

export type Refusal = Pick<DmError, 'code' | 'message'>
