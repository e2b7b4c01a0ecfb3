// All calls that dm-master understands, and how one is answered: locally, or by the leader (dm-runtime §1.1).

import { DmError, errorText } from '../dm_error.js'
import { GrpcError, grpcCode } from '../grpc_error.js'
import { sleep } from '../program.js'
import { atLeast } from '../release.js'
import { callRpc } from '../rpc_client.js'
import { NoQuorum } from '../store/store.js'
import { exportConfigs, getCfg, getMasterCfg, listSourceConfigs, listTaskConfigs } from './configs.js'
import type { Master } from './master.js'
import { listMember, offlineMember, operateLeader, registerWorker } from './members.js'
import { operateRelay, operateWorkerRelayTask, transferSource } from './relay.js'
import { readRequest } from './request.js'
import type { Rpc } from './rpc.js'
import { operateSource } from './sources.js'
import { getSubTaskCfg, operateTask, queryStatus, startTask } from './tasks.js'
import { timings, workerRpcMs } from './timings.js'

export const rpcs: Readonly<Record<string, Rpc>> = {
  ListMember: listMember,
  OfflineMember: offlineMember,
  RegisterWorker: registerWorker,
  OperateLeader: operateLeader,
  OperateSource: operateSource,
  StartTask: startTask,
  OperateTask: operateTask,
  QueryStatus: queryStatus,
  GetSubTaskCfg: getSubTaskCfg,
  GetCfg: getCfg,
  GetMasterCfg: getMasterCfg,
  TransferSource: transferSource,
  OperateRelay: operateRelay,
  OperateWorkerRelayTask: operateWorkerRelayTask,
  ListTaskConfigs: listTaskConfigs,
  ListSourceConfigs: listSourceConfigs,
  ExportConfigs: exportConfigs,
}

/** Calls that a release before this one does not know. */
const since: Readonly<Record<string, string>> = {
  TransferSource: '2.0.2',
  OperateRelay: '2.0.2',
  ListTaskConfigs: '8.0',
  ListSourceConfigs: '8.0',
}

/** Throws GrpcError. DM's own refusals are replies with `result: false`. */
export async function answerRpc(
  master: Master,
  { method, request }: { readonly method: string; readonly request: unknown },
): Promise<unknown> {
  const known = Object.hasOwn(rpcs, method) ? rpcs[method] : undefined
  if (known === undefined || !atLeast(master.program.stamp.version, since[method] ?? '0')) {
    throw new GrpcError(grpcCode.unimplemented, `unknown method ${method} for service pb.Master`)
  }
  const read = readRequest(known.fields, request)
  if (known.local === true || (await leads(master))) return replyOf(master, known, read)
  const leader = master.campaign.leader
  if (leader === null || !master.store.hasQuorum || leader.address === master.config.advertise) throw notLeader()
  master.log.info('will forward after a short interval', { from: master.config.name, to: leader.name, request: method })
  await sleep(master.program.scaled(timings.forwardPause))
  const call = { service: 'pb.Master', method, request, timeoutMs: workerRpcMs * 4 } as const
  return callRpc(master.client, leader.address, call)
}

/** One that has just won waits for its components, but not for long. */
async function leads({ campaign, program }: Master): Promise<boolean> {
  const until = performance.now() + program.scaled(timings.leaderStart)
  while (campaign.isHead && !campaign.leading && performance.now() < until) await sleep(20)
  return campaign.isHead && campaign.leading
}

async function replyOf(master: Master, known: Rpc, request: unknown): Promise<unknown> {
  try {
    return await known.answer(master, request as never)
  } catch (error) {
    if (error instanceof DmError) return { result: false, msg: error.message, ...emptied(known) }
    if (error instanceof NoQuorum) throw notLeader()
    throw error
  }
}

/** The list that goes with a refusal, as the marshaler writes defaults. */
function emptied(known: Rpc): object {
  if (known === operateTask || known === operateSource || known === startTask) return { sources: [] }
  return {}
}

function notLeader(): GrpcError {
  return new GrpcError(grpcCode.unknown, errorText(38043))
}
