// What the masters agree on: members, leases, the queue for leadership, workers, sources and tasks.
// One plain immutable value; it is replicated whole, so it must stay small and be JSON.

export interface Member {
  /** decimal text of 64 bits */
  readonly id: string
  /** '' until the member has started once */
  readonly name: string
  readonly peerUrls: readonly string[]
  readonly clientUrls: readonly string[]
}

export interface Lease {
  readonly ttlMs: number
}

/** A place in the queue for leadership; the first one leads. It goes with its lease. */
export interface Candidate {
  readonly name: string
  readonly address: string
  readonly lease: string
}

export interface Loading {
  readonly task: string
  readonly source: string
}

export interface Worker {
  readonly name: string
  readonly address: string
  /** null = offline */
  readonly lease: string | null
  /** bound source, '' for none */
  readonly source: string
  readonly lastSource: string
  readonly relaySource: string
  /** full loads that were begun here and did not end */
  readonly loading: readonly Loading[]
}

export interface Source {
  readonly id: string
  /** the YAML text */
  readonly config: string
  /** Events that the upstream may have shown: reserved ahead by the worker, so no position is ever shown twice. */
  readonly upstream: number
}

export type SubtaskStage = 'Running' | 'Paused' | 'Finished'
export type Unit = 'Dump' | 'Load' | 'Sync'

export interface Subtask {
  readonly source: string
  readonly stage: SubtaskStage
  readonly unit: Unit
  /** Events done when it was paused or stopped in order. */
  readonly checkpoint: number
}

export interface Task {
  readonly name: string
  /** the YAML text */
  readonly config: string
  readonly mode: 'full' | 'incremental' | 'all'
  readonly subtasks: readonly Subtask[]
}

export interface State {
  readonly members: readonly Member[]
  /** ids of members that were removed: they are told so when they call */
  readonly removed: readonly string[]
  readonly leases: Readonly<Record<string, Lease>>
  readonly candidates: readonly Candidate[]
  readonly workers: Readonly<Record<string, Worker>>
  readonly sources: Readonly<Record<string, Source>>
  readonly tasks: Readonly<Record<string, Task>>
  /** what the leader has brought the cluster's data to; absent until it did so the first time */
  readonly version?: string
}

export function emptyState(members: readonly Member[]): State {
  return { members, removed: [], leases: {}, candidates: [], workers: {}, sources: {}, tasks: {} }
}

/** Rows in the order of their names. */
export function sorted<T>(rows: Readonly<Record<string, T>>): T[] {
  return Object.keys(rows)
    .toSorted()
    .flatMap((key) => rows[key] ?? [])
}

export function without<T>(rows: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(rows).filter(([name]) => name !== key))
}

export function workerOf(state: State, source: string): Worker | null {
  return sorted(state.workers).find((worker) => worker.source === source && source !== '') ?? null
}

/** The id of the member that has one of these peer URLs, '' where none has. */
export function memberAt(peerUrls: readonly string[], { members }: Pick<State, 'members'>): string {
  return members.find((member) => member.peerUrls.some((url) => peerUrls.includes(url)))?.id ?? ''
}
