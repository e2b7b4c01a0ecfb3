// GetCfg, GetMasterCfg, and the lists behind `dmctl config export`.

import { type State, sorted } from '../store/state.js'
import type { Master } from './master.js'
import { rpc } from './rpc.js'
import { masked } from './yaml_config.js'

export const getCfg = rpc({ type: 'CfgType', name: 'text' }, (master, { type, name }) => {
  const cfg = configOf(master, { type, name })
  return cfg === null ? { result: false, msg: `${type} ${name} not found`, cfg: '' } : { result: true, msg: '', cfg }
})

function configOf(
  { store, config }: Master,
  { type, name }: { readonly type: string; readonly name: string },
): string | null {
  const { tasks, sources, workers, members } = store.state
  if (type === 'TaskType') return tasks[name] === undefined ? null : masked(tasks[name].config)
  if (type === 'SourceType') return sources[name] === undefined ? null : masked(sources[name].config)
  if (type === 'WorkerType') return workers[name] === undefined ? null : `name = ${JSON.stringify(name)}\n`
  if (type !== 'MasterType') return null
  if (name === config.name) return config.text
  return members.some((member) => member.name === name) ? `name = ${JSON.stringify(name)}\n` : null
}

export const getMasterCfg = rpc({}, ({ config }) => ({ cfg: config.text }))

export const listTaskConfigs = rpc({}, ({ store }) => ({
  result: true,
  msg: '',
  taskConfigs: taskConfigs(store.state),
}))

export const listSourceConfigs = rpc({}, ({ store }) => ({
  result: true,
  msg: '',
  sourceConfigs: sourceConfigs(store.state),
}))

/** What `config export` needs, in place of DM's own reads of etcd; no call of the real API. */
export const exportConfigs = rpc({}, ({ store: { state } }) => ({
  result: true,
  msg: '',
  taskConfigs: taskConfigs(state),
  sourceConfigs: sourceConfigs(state),
  relayWorkers: relayWorkers(state),
}))

function taskConfigs(state: State): object[] {
  return sorted(state.tasks).map((task) => ({ name: task.name, config: task.config }))
}

function sourceConfigs(state: State): object[] {
  return sorted(state.sources).map((source) => ({ sourceID: source.id, config: source.config }))
}

/** source → workers that pull its relay log; only sources that have some. */
function relayWorkers(state: State): Record<string, string[]> {
  const relaying = sorted(state.workers).filter((worker) => worker.relaySource !== '')
  const grouped = relaying.map(({ relaySource }): [string, string[]] => [
    relaySource,
    relaying.filter((worker) => worker.relaySource === relaySource).map((worker) => worker.name),
  ])
  return Object.fromEntries(grouped)
}
