// What a worker says to the leader: its subtasks' status, and whether it has done what was asked (CommonWorkerResponse).

import { errorText } from '../dm_error.js'
import { GrpcError } from '../grpc_error.js'
import { sleep } from '../program.js'
import { callRpc } from '../rpc_client.js'
import { type Worker, workerOf } from '../store/state.js'
import type { Master } from './master.js'
import { workerRpcMs } from './timings.js'

export interface SubtaskStatus {
  readonly name: string
  readonly stage: string
}

export interface SourceAnswer {
  readonly result: boolean
  readonly msg: string
  readonly sourceStatus: object
  readonly subTaskStatus: readonly SubtaskStatus[]
}

export interface CommonWorkerResponse {
  readonly result: boolean
  readonly msg: string
  readonly source: string
  readonly worker: string
}

const settleMs = 10_000
const askAgainMs = 50

/** Never throws: a worker that does not answer is an answer with `result: false` (dm-runtime §1.7). */
export async function sourceStatus(
  master: Master,
  { source, task }: { readonly source: string; readonly task: string },
): Promise<SourceAnswer> {
  const worker = workerOf(master.store.state, source)
  if (worker === null) return unbound(source)
  try {
    const request = { name: task, source }
    const call = { service: 'pb.Worker', method: 'QueryStatus', request, timeoutMs: workerRpcMs } as const
    return (await callRpc(master.client, worker.address, call)) as SourceAnswer
  } catch (error) {
    return unreachable(source, { worker, error })
  }
}

/**
 * Waits until the worker of each source has taken over what the store says.
 * `stage` is the one the subtask must show, '' for "the subtask is gone" or, without a task, for "the source is known".
 */
export function settled(
  master: Master,
  { sources, task, stage }: { readonly sources: readonly string[]; readonly task: string; readonly stage: string },
): Promise<CommonWorkerResponse[]> {
  return Promise.all(
    sources.toSorted().map(async (source) => {
      const until = performance.now() + settleMs
      let found = await sourceStatus(master, { source, task })
      while (workerOf(master.store.state, source) !== null && !isSettled(found, stage) && performance.now() < until) {
        await sleep(askAgainMs)
        found = await sourceStatus(master, { source, task })
      }
      const worker = workerOf(master.store.state, source)?.name ?? ''
      return { result: found.result, msg: found.result ? '' : found.msg, source, worker }
    }),
  )
}

function isSettled(answer: SourceAnswer, stage: string): boolean {
  if (!answer.result) return false
  const first = answer.subTaskStatus[0]?.stage ?? ''
  const shown = first === 'InvalidStage' ? '' : first
  return shown === stage || (stage === 'Running' && shown === 'Finished')
}

function unbound(source: string): SourceAnswer {
  return {
    result: false,
    msg: errorText(38029, { args: [`${source} relevant worker-client not found`] }),
    sourceStatus: { source, worker: '', result: null, relayStatus: null },
    subTaskStatus: [],
  }
}

function unreachable(
  source: string,
  { worker, error }: { readonly worker: Worker; readonly error: unknown },
): SourceAnswer {
  const cause = error instanceof GrpcError ? `rpc error: code = ${error.code} desc = ${error.message}` : String(error)
  return {
    result: false,
    msg: errorText(38008, { cause }),
    sourceStatus: { source, worker: worker.name, result: null, relayStatus: null },
    subTaskStatus: [],
  }
}
