// The masters' side of watch_protocol: what a worker is to do, and its leases. Every master with a quorum answers.

import { addressOf, hostPort } from '../address.js'
import { DmError } from '../dm_error.js'
import { jsonReply, type Reply, textReply } from '../http/server.js'
import { sorted } from '../store/state.js'
import type { Store } from '../store/store.js'
import type { Assigned, WatchReply, WatchRequest, WorkerProposal } from '../watch_protocol.js'

const longestWaitMs = 2000
const forWorkers: readonly string[] = ['grant', 'revoke', 'keep_worker', 'reserve', 'record_subtask']

export async function watch(store: Store, request: WatchRequest): Promise<Reply> {
  if (!store.hasQuorum) return textReply('no quorum\n', 503)
  const leaseAlive = request.lease === '' ? null : await store.renew(request.lease)
  await store.newerThan(request.index, Math.min(request.waitMs, longestWaitMs))
  const { members, workers, sources } = store.state
  const worker = workers[request.worker] ?? null
  const source = worker === null ? null : (sources[worker.source] ?? null)
  const reply: WatchReply = {
    index: store.index,
    leaseAlive,
    masters: members.flatMap((member) => member.clientUrls.flatMap((url) => addressOf(url) ?? [])).map(hostPort),
    worker,
    source,
    assigned: source === null ? [] : assignedTo(store, source.id),
  }
  return jsonReply(reply)
}

export async function proposed(store: Store, change: WorkerProposal): Promise<Reply> {
  if (!store.hasQuorum) return textReply('no quorum\n', 503)
  if (!forWorkers.includes(change.kind)) return textReply('not for workers\n', 400)
  try {
    await store.propose(change)
    return jsonReply({})
  } catch (error) {
    return textReply(error instanceof Error ? error.message : String(error), error instanceof DmError ? 409 : 503)
  }
}

function assignedTo(store: Store, source: string): Assigned[] {
  return sorted(store.state.tasks).flatMap(({ name, mode, subtasks }) =>
    subtasks.filter((subtask) => subtask.source === source).map((subtask) => ({ task: { name, mode }, subtask })),
  )
}
