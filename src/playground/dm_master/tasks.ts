// StartTask, OperateTask, QueryStatus, GetSubTaskCfg.

import { DmError, dmError, errorText } from '../dm_error.js'
import { type State, sorted } from '../store/state.js'
import { rpc } from './rpc.js'
import { type CommonWorkerResponse, settled, sourceStatus } from './worker_answer.js'
import { readTaskText } from './yaml_config.js'

export const startTask = rpc(
  { task: 'text', sources: 'texts', removeMeta: 'flag', startTime: 'text' },
  async (master, request) => {
    const task = readTaskText(request.task)
    const foreign = request.sources.filter((source) => !task.sources.includes(source))
    if (foreign.length > 0) return { result: false, msg: '', sources: foreign.map(notInTask) }
    const sources = request.sources.length > 0 ? request.sources : task.sources
    if (request.removeMeta && master.store.state.tasks[task.name] !== undefined) {
      const text = errorText(46014, { args: [task.name, `[${sources.join(' ')}]`] })
      throw new DmError(46014, `while remove-meta is true: ${text}`)
    }
    await master.store.propose({ kind: 'add_task', name: task.name, config: task.text, mode: task.mode, sources })
    master.log.info('', { 'task name': task.name, request: 'StartTask' })
    return { result: true, msg: '', sources: await settled(master, { sources, task: task.name, stage: 'Running' }) }
  },
)

function notInTask(source: string): CommonWorkerResponse {
  return { result: false, msg: "source not found in task's config", source, worker: '' }
}

const stages = { Pause: 'Paused', Resume: 'Running', Stop: '' } as const

export const operateTask = rpc(
  { op: 'TaskOp', name: 'text', sources: 'texts' },
  async (master, { op, name, sources }) => {
    const chosen = sources.length > 0 ? sources : sourcesOf(master.store.state, name)
    const refused = { op, result: false, sources: [] }
    if (chosen.length === 0) {
      return { ...refused, msg: `task ${name} has no source or not exist, please check the task name and status` }
    }
    if (op !== 'Pause' && op !== 'Resume' && op !== 'Stop') {
      return { ...refused, msg: dmError(38041, op, 'task').message }
    }
    const stage = stages[op]
    await master.store.propose(
      stage === ''
        ? { kind: 'remove_subtasks', task: name, sources: chosen }
        : { kind: 'stage_subtasks', task: name, sources: chosen, stage },
    )
    return { op, result: true, msg: '', sources: await settled(master, { sources: chosen, task: name, stage }) }
  },
)

export const queryStatus = rpc({ name: 'text', sources: 'texts' }, async (master, { name, sources }) => {
  const { state } = master.store
  const chosen = sources.length > 0 ? sources : name === '' ? Object.keys(state.sources) : sourcesOf(state, name)
  if (chosen.length === 0 && name !== '') {
    return { result: false, msg: `task ${name} has no source or not exist`, sources: [] }
  }
  const answers = chosen.toSorted().map((source) => sourceStatus(master, { source, task: name }))
  return { result: true, msg: '', sources: await Promise.all(answers) }
})

export const getSubTaskCfg = rpc({ name: 'text' }, ({ store }, { name }) => {
  const task = store.state.tasks[name]
  if (task === undefined) return { result: false, msg: `task ${name} not found`, cfgs: [] }
  return {
    result: true,
    msg: '',
    cfgs: sorted(store.state.tasks).flatMap((row) => (row.name === name ? row.config : [])),
  }
})

function sourcesOf(state: State, task: string): string[] {
  return (state.tasks[task]?.subtasks ?? []).map((subtask) => subtask.source)
}
