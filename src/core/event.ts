// What a run says. Reporters, the journal and the audit read the same stream; nothing else is printed by a run.

/** Where in a playbook a task stands; `id` is stable over runs of the same playbook. */
export interface TaskRef {
  readonly id: string
  readonly name: string
  /** the module's name, or `block`, `include` */
  readonly does: string
  /** file:line:column */
  readonly at: string
}

/** One change, as a sentence; `diff` where it is a text. */
export interface Change {
  readonly summary: string
  readonly diff?: { readonly path: string; readonly before: string; readonly after: string } | undefined
}

export interface Failure {
  readonly message: string
  readonly code: string
  readonly hint?: string | undefined
  /** last lines of what the command or the service said */
  readonly detail?: string | undefined
}

/** How a task ended on a host. `may` occurs in a plan only. */
export type Outcome =
  | { readonly kind: 'ok' }
  | { readonly kind: 'changed'; readonly changes: readonly Change[] }
  | { readonly kind: 'skipped'; readonly why: string }
  | { readonly kind: 'failed'; readonly error: Failure }
  | { readonly kind: 'unreachable'; readonly error: Failure }
  | { readonly kind: 'rescued'; readonly error: Failure }
  | { readonly kind: 'in_doubt'; readonly why: string }
  | { readonly kind: 'may'; readonly why: string }

export type OutcomeKind = Outcome['kind']

/** How often each outcome occurred on one host. */
export interface HostRecap {
  readonly host: string
  readonly counts: Readonly<Record<OutcomeKind, number>>
  readonly ms: number
}

export type RunResult = 'ok' | 'failed' | 'unreachable' | 'interrupted' | 'refused' | 'locked'

export interface RunHead {
  readonly run: string
  /** the verb, or the playbook's file */
  readonly playbook: string
  readonly cluster: string | null
  readonly mode: 'run' | 'plan'
}

/** `at` is milliseconds since 1970; `play`, `batch` count from 0. */
export type Event =
  | ({ readonly kind: 'run_started'; readonly at: number; readonly hosts: readonly string[] } & RunHead)
  | { readonly kind: 'connecting'; readonly at: number; readonly machines: readonly string[] }
  | { readonly kind: 'connected'; readonly at: number; readonly machine: string; readonly ms: number }
  | {
      readonly kind: 'play_started'
      readonly at: number
      readonly play: number
      readonly name: string
      readonly hosts: readonly string[]
    }
  | {
      readonly kind: 'play_skipped'
      readonly at: number
      readonly play: number
      readonly name: string
      readonly why: string
    }
  | {
      readonly kind: 'batch_started'
      readonly at: number
      readonly play: number
      readonly batch: number
      readonly of: number
      readonly hosts: readonly string[]
    }
  | {
      readonly kind: 'task_started'
      readonly at: number
      readonly task: TaskRef
      readonly depth: number
      /** absent in the main part of a play or block */
      readonly part?: 'rescue' | 'always' | undefined
      readonly hosts: readonly string[]
    }
  | {
      readonly kind: 'host_waiting'
      readonly at: number
      readonly task: TaskRef
      readonly host: string
      readonly text: string
    }
  | {
      readonly kind: 'host_applying'
      readonly at: number
      readonly task: TaskRef
      readonly host: string
      readonly changes: readonly Change[]
    }
  | {
      readonly kind: 'host_said'
      readonly at: number
      readonly task: TaskRef
      readonly host: string
      readonly text: string
    }
  | {
      readonly kind: 'host_finished'
      readonly at: number
      readonly task: TaskRef
      readonly host: string
      readonly outcome: Outcome
      readonly ms: number
    }
  | { readonly kind: 'task_finished'; readonly at: number; readonly task: TaskRef; readonly ms: number }
  | { readonly kind: 'play_finished'; readonly at: number; readonly play: number; readonly ms: number }
  | { readonly kind: 'stopping'; readonly at: number; readonly why: string }
  | { readonly kind: 'warning'; readonly at: number; readonly text: string }
  | ({
      readonly kind: 'run_finished'
      readonly at: number
      readonly result: RunResult
      readonly recap: readonly HostRecap[]
      readonly failures: readonly RunFailure[]
      readonly next: string | null
      readonly ms: number
    } & RunHead)

/** A failure as it stands at the end of a run; hosts that failed the same way share one. */
export interface RunFailure {
  readonly task: TaskRef
  readonly hosts: readonly string[]
  readonly error: Failure
}

/** Takes what a run says. Must not throw; must not wait. */
export type Listener = (event: Event) => void
