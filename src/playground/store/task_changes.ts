// Tasks and their subtasks: one subtask per source.

import { dmError } from '../dm_error.js'
import { type State, type Subtask, type SubtaskStage, type Task, type Unit, type Worker, without } from './state.js'

export type TaskChange =
  | {
      readonly kind: 'add_task'
      readonly name: string
      readonly config: string
      readonly mode: Task['mode']
      readonly sources: readonly string[]
    }
  | { readonly kind: 'remove_subtasks'; readonly task: string; readonly sources: readonly string[] }
  | {
      readonly kind: 'stage_subtasks'
      readonly task: string
      readonly sources: readonly string[]
      readonly stage: SubtaskStage
    }
  | {
      readonly kind: 'record_subtask'
      readonly task: string
      readonly source: string
      readonly worker: string
      readonly unit: Unit
      readonly checkpoint: number
      readonly finished: boolean
    }

type Of<K> = Extract<TaskChange, { kind: K }>

export const taskChanges = {
  /** Subtasks of one task may be started in several calls; a source that has one already is refused. */
  add_task: (state: State, { name, config, mode, sources }: Of<'add_task'>): State => {
    const missing = sources.find((source) => state.sources[source] === undefined)
    if (missing !== undefined) throw dmError(46008, missing)
    const known = state.tasks[name]?.subtasks ?? []
    const twice = sources.filter((source) => known.some((subtask) => subtask.source === source))
    if (twice.length > 0) throw dmError(46014, name, `[${twice.join(' ')}]`)
    const added = sources.map(
      (source): Subtask => ({
        source,
        stage: 'Running',
        unit: mode === 'incremental' ? 'Sync' : 'Dump',
        checkpoint: 0,
      }),
    )
    return put(state, { name, config, mode, subtasks: [...known, ...added] })
  },

  remove_subtasks: (state: State, { task, sources }: Of<'remove_subtasks'>): State => {
    const known = named(state, task, sources)
    const subtasks = known.subtasks.filter((subtask) => !sources.includes(subtask.source))
    const freed = sources.reduce((next, source) => withoutLoad(next, task, source), state)
    return subtasks.length === 0 ? { ...freed, tasks: without(freed.tasks, task) } : put(freed, { ...known, subtasks })
  },

  stage_subtasks: (state: State, { task, sources, stage }: Of<'stage_subtasks'>): State => {
    const known = named(state, task, sources)
    const subtasks = known.subtasks.map((subtask) =>
      sources.includes(subtask.source) && subtask.stage !== 'Finished' ? staged(state, { subtask, stage }) : subtask,
    )
    return put(state, { ...known, subtasks })
  },

  /** What the bound worker tells about its subtask; ignored when the task or the binding is gone. */
  record_subtask: (state: State, change: Of<'record_subtask'>): State => {
    const known = state.tasks[change.task]
    if (known === undefined || state.workers[change.worker]?.source !== change.source) return state
    const subtasks = known.subtasks.map((subtask) =>
      subtask.source === change.source ? recorded(subtask, change) : subtask,
    )
    const next = withoutLoad(put(state, { ...known, subtasks }), change.task, change.source)
    return change.unit === 'Load' && !change.finished ? withLoad(next, change) : next
  },
}

/**
 * A paused subtask stands where its worker last showed it. Until the worker has told that, the reserved position is
 * the only one that is surely not behind it.
 */
function staged(
  state: State,
  { subtask, stage }: { readonly subtask: Subtask; readonly stage: SubtaskStage },
): Subtask {
  if (stage !== 'Paused' || subtask.stage === 'Paused') return { ...subtask, stage }
  return { ...subtask, stage, checkpoint: state.sources[subtask.source]?.upstream ?? subtask.checkpoint }
}

function recorded(subtask: Subtask, { unit, checkpoint, finished }: Of<'record_subtask'>): Subtask {
  return {
    ...subtask,
    unit,
    checkpoint,
    stage: finished ? 'Finished' : subtask.stage,
  }
}

function named(state: State, name: string, sources: readonly string[]): Task {
  const task = state.tasks[name]
  if (task === undefined) throw dmError(46016, name)
  const missing = sources.filter((source) => !task.subtasks.some((subtask) => subtask.source === source))
  if (missing.length > 0) throw dmError(46017, `[${missing.join(' ')}]`)
  return task
}

function put(state: State, task: Task): State {
  return { ...state, tasks: { ...state.tasks, [task.name]: task } }
}

function withLoad(state: State, { task, source, worker }: Of<'record_subtask'>): State {
  const holder = state.workers[worker]
  if (holder === undefined) return state
  const next: Worker = { ...holder, loading: [...holder.loading, { task, source }] }
  return { ...state, workers: { ...state.workers, [worker]: next } }
}

function withoutLoad(state: State, task: string, source: string): State {
  const workers = Object.entries(state.workers).map(([name, worker]): [string, Worker] => [
    name,
    { ...worker, loading: worker.loading.filter((load) => load.task !== task || load.source !== source) },
  ])
  return { ...state, workers: Object.fromEntries(workers) }
}
