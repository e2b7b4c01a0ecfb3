// What a run carries from its start to its end: read by plays and tasks, made once by run.ts.

import type { Change, Event, TaskRef } from '../core/event.js'
import type { Clock } from '../hosts/clock.js'
import type { UnreachableError } from '../hosts/errors.js'
import type { Writer } from '../hosts/host.js'
import type { Host, Inventory } from '../language/inventory.js'
import type { Catalog, Scope, Task } from '../language/playbook.js'
import type { Module } from '../modules/module.js'
import type { Tools } from '../modules/tools.js'
import type { Notice, Notified } from '../state/notices.js'
import type { OwedWork } from './owed.js'
import type { Participants } from './participants.js'

type Unstamped<E> = E extends Event ? Omit<E, 'at'> : never

/** What waiting and speaking modules say goes with their task and host. */
export interface Step {
  readonly task: TaskRef
  readonly host: Host
  /** where the task stands: paths in it are relative to that file */
  readonly file: string
  readonly signal: AbortSignal
  readonly scope: Scope
}

export interface RunContext {
  readonly mode: 'run' | 'plan'
  readonly inventory: Inventory
  readonly catalog: Catalog
  readonly modules: ReadonlyMap<string, Module>
  readonly participants: Participants
  readonly clock: Clock
  /** what every expression of the playbook sees: run, groups, selected */
  readonly base: Scope
  readonly inputs: Scope
  /** set by the first signal: nothing new begins, `always` still runs */
  readonly stop: AbortSignal
  /** set by the second: scripts in flight are ended */
  readonly abort: AbortSignal
  emit(event: Unstamped<Event>): void
  /** Durable before it resolves: what is about to be changed. */
  beforeEffect(step: Pick<Step, 'task' | 'host'>, changes: readonly Change[]): Promise<void>
  /** The machine of a host as a user, null being the connecting one. Scripts end when the signal is raised. */
  machine(host: Host, options: { readonly user: string | null; readonly signal: AbortSignal }): Writer
  facts(host: Host): unknown
  /** why a host whose play bears it cannot be reached, from the start of the run on; null of all others */
  lost(host: Host): UnreachableError | null
  readonly owed: OwedWork
  /** another run has taken the cluster over: nothing more may begin, no cleaning up either */
  fenced(): boolean
  /** A line of the journal for whoever resumes this run; durable before it resolves. */
  note(record: Notice): Promise<void>
  /** what a run that this one resumes left to its handlers */
  readonly notices: readonly Notified[]
  /** `cluster` of the expressions, as read before this batch; keys are null while unknown. */
  live(): unknown
  refreshLive(): Promise<void>
  /** ids of the hosts whose unit does not run */
  down(hosts: readonly Host[]): Promise<ReadonlySet<string>>
  tools(step: Step): Tools
  taskRef(task: Task, name: string): TaskRef
}
