// OperateSource: create, stop, show (update is refused, as in DM).

import { dmError } from '../dm_error.js'
import { sorted, workerOf } from '../store/state.js'
import type { Master } from './master.js'
import { rpc } from './rpc.js'
import { type CommonWorkerResponse, settled } from './worker_answer.js'
import { readSourceText, type SourceText } from './yaml_config.js'

export const operateSource = rpc(
  { op: 'SourceOp', config: 'texts', sourceID: 'texts', workerName: 'text' },
  (master, { op, config, sourceID }) => {
    const given = config.map(readSourceText)
    const ids = [...sourceID, ...given.map((source) => source.id)]
    if (op === 'StartSource') return startSources(master, given)
    if (op === 'StopSource') return stopSources(master, ids)
    if (op === 'ShowSource') return showSources(master, ids)
    if (op === 'UpdateSource')
      return { result: false, msg: 'Update worker config is not supported by dm-ha now', sources: [] }
    throw dmError(38041, op, 'source')
  },
)

/** The first refusal takes back what this call has started. */
async function startSources(master: Master, given: readonly SourceText[]): Promise<object> {
  const started: string[] = []
  try {
    for (const { id, text } of given) {
      await master.store.propose({ kind: 'add_source', id, config: text })
      started.push(id)
    }
  } catch (error) {
    for (const id of started) await master.store.propose({ kind: 'remove_source', id })
    throw error
  }
  const relays = given.some((source) => source.enableRelay)
  const msg = relays
    ? 'Please use `start-relay` to specify which workers should pull relay log of relay-enabled sources.'
    : ''
  return { result: true, msg, sources: await shown(master, started) }
}

async function stopSources(master: Master, ids: readonly string[]): Promise<object> {
  const sources: CommonWorkerResponse[] = []
  for (const source of ids) {
    const worker = workerOf(master.store.state, source)?.name ?? ''
    await master.store.propose({ kind: 'remove_source', id: source })
    const msg = worker === '' ? "source is stopped and hasn't bound to worker before being stopped" : ''
    sources.push({ result: true, msg, source, worker })
  }
  return { result: true, msg: '', sources }
}

async function showSources(master: Master, ids: readonly string[]): Promise<object> {
  const wanted = ids.length > 0 ? ids : sorted(master.store.state.sources).map((source) => source.id)
  return { result: true, msg: '', sources: await shown(master, wanted) }
}

async function shown(master: Master, ids: readonly string[]): Promise<CommonWorkerResponse[]> {
  const bound = ids.filter((id) => workerOf(master.store.state, id) !== null)
  const free = ids.filter((id) => !bound.includes(id))
  const msg = 'source is added but there is no free worker to bound'
  return [
    ...free.map((source) => ({ result: true, msg, source, worker: '' })),
    ...(await settled(master, { sources: bound, task: 'dm-playground-no-task', stage: '' })),
  ]
}
