// Plays dm-worker: joins, opens its port early, serves only when its binding is restored, stops as DM stops.

import { GrpcError, grpcCode, httpStatus } from '../grpc_error.js'
import { HttpClient } from '../http/client.js'
import { type Handler, jsonReply, listen, notFound, type Reply, type Request, textReply } from '../http/server.js'
import { type Log, openLog } from '../log.js'
import { metricsText } from '../metrics.js'
import { type Program, Quit, shownStamp, sleep } from '../program.js'
import { atLeast } from '../release.js'
import { versionText } from '../version_text.js'
import { readWorkerConfig } from './config.js'
import { Masters } from './masters.js'
import { statusReply } from './status.js'
import { v1MetaReply } from './v1_meta.js'
import { WorkerServer } from './worker.js'

/** The sync unit takes a moment to end its transaction. */
const stopUnitsMs = 100

export async function playDmWorker(program: Program): Promise<void> {
  const config = readWorkerConfig(program)
  const log = openLog(config.logFile, program.out)
  log.info('Welcome to dm-worker', { 'Release Version': program.stamp.version })
  if (config.join.length === 0) throw new Quit(2, 'parse cmd flags err: join must be specified')
  const masters = new Masters(new HttpClient(config.tls), config.join)
  await masters.register({ name: config.name, address: config.advertise }).catch((error: Error) => {
    log.info('join the cluster meet error', { error: error.message })
    throw new Quit(2, '')
  })
  const server = new WorkerServer({
    config,
    masters,
    log,
    now: () => performance.now(),
    scaled: program.scaled,
    upstreamDown: program.settings.faults.upstream_down,
    fail: program.exit,
  })
  const port = workerPort(program, { server, name: config.name })
  await listen(config.listen, port, config.tls).catch((error: Error) => {
    log.error('fail to start dm-worker', { error: error.message })
    throw new Quit(2, error.message)
  })
  program.onStop((signal) => void stop(program, { server, log, signal }))
  void server.run()
  await served(program, server)
  log.info('listening gRPC API and status request', { address: config.advertise })
}

async function stop(
  program: Program,
  { server, log, signal }: { readonly server: WorkerServer; readonly log: Log; readonly signal: string },
): Promise<void> {
  log.info('got signal to exit', { signal })
  await server.stop({ leaseFirst: !atLeast(program.stamp.version, '6.0') })
  await sleep(server.source === null ? 0 : stopUnitsMs)
  log.info('dm-worker exit')
  program.exit(0)
}

/** Until it is ready a connection is accepted and waits. */
function workerPort(program: Program, { server, name }: { server: WorkerServer; name: string }): Handler {
  return async (request) => {
    await served(program, server)
    return answer(program, { server, name, request })
  }
}

async function served(program: Program, server: WorkerServer): Promise<void> {
  const { hang, slow_ready_ms: slowMs } = program.settings.faults
  if (hang) await new Promise(() => {})
  while (!server.ready || Date.now() - program.startedAtMs < slowMs) await sleep(20)
}

function answer(
  program: Program,
  { server, name, request }: { readonly server: WorkerServer; readonly name: string; readonly request: Request },
): Reply {
  const { path, body } = request
  if (path === '/status') return textReply(versionText(shownStamp(program)))
  if (path === '/metrics') return textReply(metricsText(program.startedAtMs, taskStates(server)))
  if (path === '/pb.Worker/QueryStatus') {
    const question = JSON.parse(body) as { readonly name: string }
    return jsonReply(statusReply(server.source, { task: question.name, worker: name, relaying: server.relaying }))
  }
  if (path === '/pb.Worker/OperateV1Meta') return jsonReply(v1MetaReply(JSON.parse(body)))
  if (!path.startsWith('/pb.Worker/')) return notFound
  const error = new GrpcError(grpcCode.unimplemented, `unknown method ${path} for service pb.Worker`)
  return jsonReply({ code: error.code, message: error.message }, httpStatus(error.code))
}

function taskStates(server: WorkerServer): [string, number][] {
  const states = { Running: 2, Paused: 3, Stopped: 4, Finished: 5 }
  return (server.source?.subtasks ?? []).map((subtask) => [
    `dm_worker_task_state{task=${JSON.stringify(subtask.name)},source_id=${JSON.stringify(server.source?.id)}}`,
    states[subtask.stage],
  ])
}
