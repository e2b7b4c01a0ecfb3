// Workers: registration, keepalive, removal, relay assignment, and the binding of sources to them.

import { dmError } from '../dm_error.js'
import { bound, rebound } from './binding.js'
import { type State, type Worker, without, workerOf } from './state.js'

export type WorkerChange =
  | { readonly kind: 'register_worker'; readonly name: string; readonly address: string }
  | { readonly kind: 'keep_worker'; readonly name: string; readonly lease: string }
  | { readonly kind: 'remove_worker'; readonly name: string }
  | { readonly kind: 'rebind' }
  | { readonly kind: 'transfer'; readonly source: string; readonly worker: string }
  | { readonly kind: 'start_relay'; readonly source: string; readonly workers: readonly string[] }
  | { readonly kind: 'stop_relay'; readonly source: string; readonly workers: readonly string[] }

type Of<K> = Extract<WorkerChange, { kind: K }>

export const workerChanges = {
  /** The same name with the same address is a restart; with another address it is refused. */
  register_worker: (state: State, { name, address }: Of<'register_worker'>): State => {
    const known = state.workers[name]
    if (known !== undefined && known.address !== address) throw dmError(46003, name)
    if (known !== undefined) return state
    return put(state, {
      name,
      address,
      lease: null,
      source: '',
      lastSource: '',
      relaySource: '',
      loading: [],
    })
  },

  keep_worker: (state: State, { name, lease }: Of<'keep_worker'>): State => {
    const worker = named(state, name)
    return state.leases[lease] === undefined ? state : put(state, { ...worker, lease })
  },

  remove_worker: (state: State, { name }: Of<'remove_worker'>): State => {
    const worker = named(state, name)
    if (worker.lease !== null) throw dmError(46005, name)
    return { ...state, workers: without(state.workers, name) }
  },

  rebind: (state: State): State => rebound(state),

  /** DM's transfer-source: the target must be free, and the source's tasks must not run (46019). */
  transfer: (state: State, { source, worker }: Of<'transfer'>): State => {
    if (state.sources[source] === undefined) throw dmError(46008, source)
    const target = named(state, worker)
    const holder = workerOf(state, source)
    if (holder?.name === worker) return state
    if (target.lease === null) throw dmError(46006, worker, 'offline', 'bound')
    if (target.source !== '') throw dmError(46006, worker, 'bound', 'bound')
    const running = runningTasks(state, source)
    if (holder !== null && running.length > 0) throw dmError(46019, `[${running.join(' ')}]`, source)
    const freed = holder === null ? state : put(state, { ...holder, source: '' })
    return bound(freed, target, source)
  },

  start_relay: (state: State, { source, workers }: Of<'start_relay'>): State => {
    if (state.sources[source] === undefined) throw dmError(46008, source)
    const chosen = workers.map((name) => named(state, name))
    const busy = chosen.filter((worker) => worker.relaySource !== '' && worker.relaySource !== source)
    if (busy.length > 0) throw dmError(46020, names(busy), list(busy.map((worker) => worker.relaySource)))
    const wrong = chosen.filter((worker) => worker.source !== '' && worker.source !== source)
    if (wrong.length > 0) throw dmError(46021, names(wrong), list(wrong.map((worker) => worker.source)))
    return chosen.reduce((next, worker) => put(next, { ...worker, relaySource: source }), state)
  },

  stop_relay: (state: State, { source, workers }: Of<'stop_relay'>): State => {
    if (state.sources[source] === undefined) throw dmError(46008, source)
    const chosen = workers.map((name) => named(state, name))
    const wrong = chosen.filter((worker) => worker.relaySource !== '' && worker.relaySource !== source)
    if (wrong.length > 0) throw dmError(46022, names(wrong), list(wrong.map((worker) => worker.relaySource)))
    return chosen.reduce((next, worker) => put(next, { ...worker, relaySource: '' }), state)
  },
}

export function runningTasks(state: State, source: string): string[] {
  return Object.values(state.tasks)
    .filter((task) => task.subtasks.some((subtask) => subtask.source === source && subtask.stage === 'Running'))
    .map((task) => task.name)
}

function named(state: State, name: string): Worker {
  const worker = state.workers[name]
  if (worker === undefined) throw dmError(46004, name)
  return worker
}

function put(state: State, worker: Worker): State {
  return { ...state, workers: { ...state.workers, [worker.name]: worker } }
}

function names(workers: readonly Worker[]): string {
  return list(workers.map((worker) => worker.name))
}

function list(words: readonly string[]): string {
  return `[${words.join(' ')}]`
}
