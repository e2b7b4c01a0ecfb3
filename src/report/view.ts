// What a reader of a run has before the eyes: the tasks at work, and entries, each printed once and never again moved.
// `view_model.ts` makes one view out of another and an event, `tree.ts` and `lines.ts` show it.

import type { Event, Failure, Outcome, RunHead, TaskRef } from '../core/event.js'
import type { Counts } from './outcomes.js'
import type { PlanTask } from './plan_model.js'

/** Hosts on which a task failed the same way. */
export interface SameFailure {
  readonly hosts: readonly string[]
  readonly error: Failure
}

/** A task at work. `since` and `saidAt` are milliseconds since 1970. */
export interface TaskView {
  readonly task: TaskRef
  readonly depth: number
  readonly part: 'rescue' | 'always' | null
  readonly since: number
  readonly total: number
  /** hosts that have not finished, in the order of the inventory */
  readonly pending: readonly string[]
  readonly counts: Counts
  /** what a pending host does or waits for, the last word of each */
  readonly says: ReadonlyMap<string, string>
  readonly failures: readonly SameFailure[]
  /** a block or include whose heading stands above its tasks already */
  readonly headed: boolean
  /** when a line about its waiting was printed last */
  readonly saidAt: number
}

/** Whether other tasks stand inside it. */
export const isContainer = ({ task }: TaskView): boolean => task.does === 'block' || task.does === 'include'

/** Hosts that a task has not finished with; a block's own list says nothing, as its tasks finish the hosts. */
export const unfinished = (view: TaskView): number => (isContainer(view) ? 0 : view.pending.length)

/** Machines that are being connected. */
export interface ConnectingView {
  readonly since: number
  readonly total: number
  readonly done: number
}

/** A piece of the report that stays. `depth` counts from 0, the tasks of a play. */
export type Entry =
  | { readonly kind: 'run'; readonly head: RunHead; readonly hosts: number }
  | { readonly kind: 'connected'; readonly done: number; readonly total: number; readonly ms: number }
  | { readonly kind: 'play'; readonly name: string; readonly hosts: readonly string[] }
  | { readonly kind: 'play_skipped'; readonly name: string; readonly why: string }
  | { readonly kind: 'batch'; readonly batch: number; readonly of: number; readonly hosts: readonly string[] }
  | { readonly kind: 'block'; readonly view: TaskView }
  | { readonly kind: 'task'; readonly view: TaskView; readonly ms: number }
  | {
      readonly kind: 'failure'
      readonly view: TaskView
      readonly host: string
      readonly error: Failure
      /** another host failed this way before: the text was said */
      readonly again: boolean
    }
  | { readonly kind: 'wait'; readonly view: TaskView; readonly ms: number }
  | { readonly kind: 'host'; readonly view: TaskView; readonly host: string; readonly outcome: Outcome }
  | { readonly kind: 'said'; readonly view: TaskView; readonly host: string; readonly text: string }
  | { readonly kind: 'stopping'; readonly why: string }
  | { readonly kind: 'warning'; readonly text: string }

/** An entry and when it came, in milliseconds since 1970. */
export interface Stamped {
  readonly at: number
  readonly entry: Entry
}

export type RunFinished = Extract<Event, { kind: 'run_finished' }>

export interface View {
  readonly verbose: boolean
  readonly head: RunHead | null
  readonly since: number
  readonly connecting: ConnectingView | null
  /** tasks at work, in the order in which they began; blocks and includes stand before what is inside them */
  readonly tasks: readonly TaskView[]
  /** not yet printed */
  readonly entries: readonly Stamped[]
  /** what a plan found; stays empty in a run */
  readonly plan: readonly PlanTask[]
  /** the name of the play at work */
  readonly play: string
  readonly finished: RunFinished | null
}
