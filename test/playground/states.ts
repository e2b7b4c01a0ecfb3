// States of the store for tests: a name for each row, everything else as it is right after it was made.

import {
  emptyState,
  type Member,
  type Source,
  type State,
  type Subtask,
  type Task,
  type Worker,
} from '../../src/playground/store/state.js'

export function member(name: string, part: Partial<Member> = {}): Member {
  return {
    id: `${name.length}${name.charCodeAt(name.length - 1)}`,
    name,
    peerUrls: [`http://${name}:8291`],
    clientUrls: [`http://${name}:8261`],
    ...part,
  }
}

export function worker(name: string, part: Partial<Worker> = {}): Worker {
  return {
    name,
    address: `${name}:8262`,
    lease: `lease of ${name}`,
    source: '',
    lastSource: '',
    relaySource: '',
    loading: [],
    ...part,
  }
}

export function source(id: string, part: Partial<Source> = {}): Source {
  return { id, config: `source-id: ${id}\n`, upstream: 1, ...part }
}

export function subtask(sourceId: string, part: Partial<Subtask> = {}): Subtask {
  return { source: sourceId, stage: 'Running', unit: 'Sync', checkpoint: 0, ...part }
}

export function task(name: string, subtasks: readonly Subtask[], part: Partial<Task> = {}): Task {
  return { name, config: `name: ${name}\n`, mode: 'incremental', subtasks, ...part }
}

export function stateOf(rows: {
  readonly members?: readonly Member[]
  readonly workers?: readonly Worker[]
  readonly sources?: readonly Source[]
  readonly tasks?: readonly Task[]
  readonly leases?: readonly string[]
}): State {
  const workers = rows.workers ?? []
  const leases = [...(rows.leases ?? []), ...workers.flatMap((row) => row.lease ?? [])]
  return {
    ...emptyState(rows.members ?? []),
    workers: Object.fromEntries(workers.map((row) => [row.name, row])),
    sources: Object.fromEntries((rows.sources ?? []).map((row) => [row.id, row])),
    tasks: Object.fromEntries((rows.tasks ?? []).map((row) => [row.name, row])),
    leases: Object.fromEntries(leases.map((lease) => [lease, { ttlMs: 1000 }])),
  }
}

/** For assert.throws: DM's error with this code. */
export function code(number: number): { readonly code: number } {
  return { code: number }
}
