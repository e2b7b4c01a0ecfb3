// Upstream sources, and the positions their worker reserves.

import { dmError } from '../dm_error.js'
import { rebound } from './binding.js'
import { type State, sorted, type Worker, without } from './state.js'

export type SourceChange =
  | { readonly kind: 'add_source'; readonly id: string; readonly config: string }
  | { readonly kind: 'remove_source'; readonly id: string }
  | { readonly kind: 'reserve'; readonly source: string; readonly upstream: number }

type Of<K> = Extract<SourceChange, { kind: K }>

/** A new upstream is not at its first event: real ones never are. */
const firstEvent = 1

export const sourceChanges = {
  add_source: (state: State, { id, config }: Of<'add_source'>): State => {
    if (state.sources[id] !== undefined) throw dmError(46007, id)
    return rebound({ ...state, sources: { ...state.sources, [id]: { id, config, upstream: firstEvent } } })
  },

  /** Refused while tasks (46010) or relay workers (46023) use it. */
  remove_source: (state: State, { id }: Of<'remove_source'>): State => {
    if (state.sources[id] === undefined) throw dmError(46008, id)
    const tasks = sorted(state.tasks).filter((task) => task.subtasks.some((subtask) => subtask.source === id))
    if (tasks.length > 0) throw dmError(46010, id, `[${tasks.map((task) => task.name).join(' ')}]`)
    const relays = sorted(state.workers).filter((worker) => worker.relaySource === id)
    if (relays.length > 0) throw dmError(46023, id, `[${relays.map((worker) => worker.name).join(' ')}]`)
    const workers = Object.entries(state.workers).map(([name, worker]): [string, Worker] => [
      name,
      worker.source === id ? { ...worker, source: '' } : worker,
    ])
    return rebound({ ...state, sources: without(state.sources, id), workers: Object.fromEntries(workers) })
  },

  /** Only ever forwards. */
  reserve: (state: State, { source, upstream }: Of<'reserve'>): State => {
    const known = state.sources[source]
    if (known === undefined || known.upstream >= upstream) return state
    return { ...state, sources: { ...state.sources, [source]: { ...known, upstream } } }
  },
}
