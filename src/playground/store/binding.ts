// Which worker serves which source: DM's scheduler (dm-runtime §2.11) as a pure function.
// A source leaves only a worker that is offline; it does not move back when its old worker returns.

import { type Source, type State, sorted, type Worker, workerOf } from './state.js'

export type WorkerStage = 'offline' | 'free' | 'bound' | 'relay'

export function stageOf(worker: Worker): WorkerStage {
  if (worker.lease === null) return 'offline'
  if (worker.source !== '') return 'bound'
  return worker.relaySource === '' ? 'free' : 'relay'
}

/** The state in which every source that can have a worker has one. */
export function rebound(state: State): State {
  return sorted(state.sources).reduce(placed, unboundFromOffline(state))
}

/** True when `rebound` would change something. */
export function wantsRebinding(state: State): boolean {
  return rebound(state) !== state
}

export function bound(state: State, worker: Worker, source: string): State {
  const next: Worker = { ...worker, source, lastSource: source }
  return { ...state, workers: { ...state.workers, [worker.name]: next } }
}

function unboundFromOffline(state: State): State {
  const gone = sorted(state.workers).filter(
    (worker) => worker.source !== '' && (worker.lease === null || state.sources[worker.source] === undefined),
  )
  if (gone.length === 0) return state
  const freed = gone.map((worker): [string, Worker] => [worker.name, { ...worker, source: '' }])
  return { ...state, workers: { ...state.workers, ...Object.fromEntries(freed) } }
}

function placed(state: State, source: Source): State {
  if (workerOf(state, source.id) !== null) return state
  const worker = bestFor(state, source.id)
  return worker === null ? state : bound(state, worker, source.id)
}

/** Unfinished load, last bound with relay, relay, last bound, any free one; by name among equals. */
function bestFor(state: State, source: string): Worker | null {
  const free = sorted(state.workers).filter(
    (worker) =>
      worker.lease !== null && worker.source === '' && (worker.relaySource === '' || worker.relaySource === source),
  )
  const wishes: readonly ((worker: Worker) => boolean)[] = [
    (worker) => worker.loading.some((load) => load.source === source),
    (worker) => worker.lastSource === source && worker.relaySource === source,
    (worker) => worker.relaySource === source,
    (worker) => worker.lastSource === source,
    () => true,
  ]
  for (const wish of wishes) {
    const found = free.find(wish)
    if (found !== undefined) return found
  }
  return null
}
