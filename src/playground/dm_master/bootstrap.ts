// What a leader does first (dm-runtime §4): it marks the version of the cluster's data. With --v1-sources-path, and no
// version marked, it takes a cluster of DM 1.0 over before that: sources from its files, tasks from the workers' stores.
// Whatever fails ends the attempt with 38053; the data of 1.0 goes only behind the mark.

import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { stringify } from 'yaml'
import { DmError, errorText } from '../dm_error.js'
import type { V1MetaReply } from '../dm_worker/v1_meta.js'
import { callRpc } from '../rpc_client.js'
import { sorted, type Worker } from '../store/state.js'
import type { Master } from './master.js'
import { workerRpcMs } from './timings.js'
import { readSourceText, type SourceText } from './yaml_config.js'

const workersWaitMs = 300_000

/** Throws DmError 38053. */
export async function bootstrap(master: Master): Promise<void> {
  const { store, config, program } = master
  if (store.state.version !== undefined) return
  if (config.v1Sources !== '') await importV1(master).catch((error: unknown) => failed(error))
  await store.propose({ kind: 'mark_version', version: program.stamp.version })
  if (config.v1Sources !== '') await clearV1(master)
}

async function importV1(master: Master): Promise<void> {
  const { config, log, program } = master
  const op = 'import from v1.0.x'
  log.info('collecting source config files', { op, path: config.v1Sources })
  const sources = collected(config.v1Sources)
  if (program.settings.faults.upstream_down) throw new Error('cannot connect to the upstream database')
  log.info('waiting for all DM-worker instances ready', { op, count: sources.length })
  await workersReady(master, sources.length)
  log.info('getting subtask config and status from DM-worker', { op })
  const subtasks = await v1Subtasks(master)
  log.info('add source config into cluster', { op })
  for (const { id, text } of sources) await unlessThere(46007, master, { kind: 'add_source', id, config: text })
  log.info('creating subtasks', { op })
  for (const subtask of subtasks) await created(master, subtask)
  log.info('marking upgrade from v1.0.x as done', { op })
}

/** Every regular file, whatever its name; of two with one id the last. */
function collected(folder: string): SourceText[] {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())
  const texts = files.map(({ name }) => readSourceText(readFileSync(join(folder, name), 'utf8')))
  return [...new Map(texts.map((source) => [source.id, source])).values()]
}

async function workersReady({ store, program }: Master, count: number): Promise<void> {
  const until = performance.now() + program.scaled(workersWaitMs)
  while (Object.keys(store.state.workers).length < count) {
    if (performance.now() > until) throw new Error('wait for DM-worker instances timeout in 5m0s')
    await store.newerThan(store.index, 200)
  }
}

interface V1Subtask {
  readonly task: string
  readonly source: string
  readonly stage: string
  readonly mode: string
}

/** Of all registered workers; one that does not answer ends it. */
async function v1Subtasks(master: Master): Promise<V1Subtask[]> {
  const replies = await Promise.all(sorted(master.store.state.workers).map((worker) => v1Meta(master, worker)))
  const wrong = replies.filter(({ result }) => !result).map(({ msg }) => msg)
  if (wrong.length > 0) throw new Error(`fail to get subtask config and stage: ${wrong.join(',')}`)
  return replies
    .flatMap(({ meta }) => Object.values(meta))
    .map(({ name, stage, task }) => {
      const config = parse(Buffer.from(task, 'base64').toString())
      return { task: name, source: String(config['source-id']), stage, mode: String(config.mode) }
    })
}

async function v1Meta({ client }: Master, worker: Worker): Promise<V1MetaReply> {
  const call = { method: 'OperateV1Meta', request: { op: 'GetV1Meta' }, timeoutMs: workerRpcMs } as const
  return (await callRpc(client, worker.address, { service: 'pb.Worker', ...call })) as V1MetaReply
}

/** Others than running and paused ones are left out, as DM leaves them out. */
async function created(master: Master, { task: name, source, stage, mode }: V1Subtask): Promise<void> {
  if (stage !== 'Running' && stage !== 'Paused') {
    master.log.warn('skip to create subtask because only support Running/Paused stage now', { task: name, stage })
    return
  }
  const ids = [...(master.store.state.tasks[name]?.subtasks ?? []).map((subtask) => subtask.source), source]
  const config = stringify({
    name,
    'task-mode': mode,
    'mysql-instances': [...new Set(ids)].map((id) => ({ 'source-id': id })),
  })
  await unlessThere(46014, master, { kind: 'add_task', name, config, mode: 'incremental', sources: [source] })
  if (stage === 'Paused') await master.store.propose({ kind: 'stage_subtasks', task: name, sources: [source], stage })
}

/** What an attempt before this one has made stays. */
async function unlessThere(
  code: number,
  { store }: Master,
  change: Parameters<Master['store']['propose']>[0],
): Promise<void> {
  await store.propose(change).catch((error: unknown) => {
    if (!(error instanceof DmError) || error.code !== code) throw error
  })
}

/** Best effort: the cluster is taken over, whatever is left. */
async function clearV1({ store, client, config, log }: Master): Promise<void> {
  log.info('clearing v1.0.x data', { op: 'import from v1.0.x' })
  rmSync(config.v1Sources, { recursive: true, force: true })
  const call = { method: 'OperateV1Meta', request: { op: 'RemoveV1Meta' }, timeoutMs: workerRpcMs } as const
  const removals = sorted(store.state.workers).map(({ address }) =>
    callRpc(client, address, { service: 'pb.Worker', ...call }).catch(() => {}),
  )
  await Promise.all(removals)
  log.info('importing from v1.0.x has done', { op: 'import from v1.0.x' })
}

function failed(error: unknown): never {
  const cause = error instanceof Error ? error.message : String(error)
  throw new DmError(38053, errorText(38053, { cause }))
}
