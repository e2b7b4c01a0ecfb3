// A play while it runs, as its tasks and blocks see it. Types only: play.ts implements it.

import type { Outcome, TaskRef } from '../core/event.js'
import type { Host } from '../language/inventory.js'
import type { Scope, Task } from '../language/playbook.js'
import type { RunContext } from './context.js'
import type { Frame } from './frame.js'
import type { Handlers } from './handlers.js'
import type { Trouble } from './participants.js'

/** Hosts that failed in a list of tasks, by id. */
export type Troubles = Map<string, Trouble>

/** Whether a `when` holds. `no` carries what to say: skipped, may, or failed where it could not be evaluated. */
export type Held = { readonly kind: 'yes' } | { readonly kind: 'no'; readonly outcome: Outcome }

/** What a `run_once` task gave on its one host, for the hosts of later batches. */
export interface OnceResult {
  readonly host: string
  readonly register: unknown
}

export interface PlayRun {
  readonly context: RunContext
  /** counts the outline's plays from 0 */
  readonly number: number
  /** no further task begins: too many hosts failed, or the run was interrupted */
  readonly stopping: boolean
  /** all hosts of the play, not only of this batch */
  readonly hosts: readonly Host[]
  readonly once: Map<string, OnceResult>
  /** Runs a list of tasks; gives the hosts that failed. */
  run(tasks: readonly Task[], hosts: readonly Host[], frame: Frame): Promise<Troubles>
  scope(frame: Frame, host: Host): Scope
  taskName(task: Task, hosts: readonly Host[], frame: Frame): string
  holds(task: Task, host: Host, frame: Frame): Held
  /** Says how a task ended on a host, counts it, and notes a failure among the troubles. */
  finish(
    task: TaskRef,
    host: Host,
    ended: { readonly outcome: Outcome; readonly ms?: number; readonly troubles: Troubles },
  ): void
  /** whom changes of its tasks notify */
  readonly handlers: Pick<Handlers, 'announce' | 'notify'>
  /** Failures that nothing will rescue: the hosts are out, and the play may be over its limit of those it does not bear. */
  settle(troubles: Troubles): void
  rescued(block: TaskRef, host: Host, trouble: Trouble): void
}
