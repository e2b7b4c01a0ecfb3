// TransferSource, OperateRelay, OperateWorkerRelayTask.

import { dmError } from '../dm_error.js'
import { sorted, workerOf } from '../store/state.js'
import { rpc } from './rpc.js'
import { settled } from './worker_answer.js'

export const transferSource = rpc({ source: 'text', worker: 'text' }, async (master, { source, worker }) => {
  await master.store.propose({ kind: 'transfer', source, worker })
  await settled(master, { sources: [source], task: 'dm-playground-no-task', stage: '' })
  return { result: true, msg: '' }
})

/** Without worker names (since v5.4) the bound worker is meant. */
export const operateRelay = rpc({ op: 'RelayOpV2', source: 'text', worker: 'texts' }, async (master, request) => {
  const { op, source } = request
  if (op === 'InvalidRelayOpV2') throw dmError(38041, op, 'relay')
  const workers = request.worker.length > 0 ? request.worker : relayWorkers(master.store.state, { op, source })
  await master.store.propose({ kind: op === 'StartRelayV2' ? 'start_relay' : 'stop_relay', source, workers })
  return { result: true, msg: '' }
})

export const operateWorkerRelayTask = rpc({ op: 'RelayOp', sources: 'texts' }, async (master, { op, sources }) => {
  if (op === 'InvalidRelayOp') throw dmError(38041, op, 'relay')
  return {
    op,
    result: true,
    msg: '',
    sources: await settled(master, { sources, task: 'dm-playground-no-task', stage: '' }),
  }
})

function relayWorkers(
  state: Parameters<typeof workerOf>[0],
  { op, source }: { readonly op: string; readonly source: string },
): string[] {
  if (op === 'StopRelayV2') {
    return sorted(state.workers).flatMap((worker) => (worker.relaySource === source ? worker.name : []))
  }
  const bound = workerOf(state, source)
  return bound === null ? [] : [bound.name]
}
