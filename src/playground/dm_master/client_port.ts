// The client port (8261): one port for DM's API, DM's calls, etcd's pages, and what workers ask in etcd's place.

import { DmError } from '../dm_error.js'
import { GrpcError, grpcCode } from '../grpc_error.js'
import { type Handler, jsonReply, notFound, type Reply, type Request, textReply } from '../http/server.js'
import { metricsText } from '../metrics.js'
import { shownStamp } from '../program.js'
import { atLeast } from '../release.js'
import { versionText } from '../version_text.js'
import { errorReply, gateway } from './gateway.js'
import type { Master } from './master.js'
import { openapi } from './openapi.js'
import { answerRpc } from './rpcs.js'
import { memberId } from './start_mode.js'
import { proposed, watch } from './watch.js'

const healthMs = 1000

export function clientPort(master: Master): Handler {
  const { program, store } = master
  const pages: Readonly<Record<string, (request: Request) => Promise<Reply> | Reply>> = {
    '/status': () => textReply(versionText(shownStamp(program))),
    '/health': () => health(master),
    '/metrics': () => textReply(metrics(master)),
    '/version': () => jsonReply({ etcdserver: '3.4.13', etcdcluster: '3.4.0' }),
    '/playground/watch': ({ body }) => watch(store, JSON.parse(body)),
    '/playground/propose': ({ body }) => proposed(store, JSON.parse(body)),
    '/playground/member': ({ body }) => addMember(master, JSON.parse(body)),
  }
  return (request) => {
    if (request.path.startsWith('/apis/')) return gateway(master, request)
    if (request.path.startsWith('/pb.Master/')) return called(master, request)
    if (request.path.startsWith('/api/v1/')) return openapi(master, request)
    return Object.hasOwn(pages, request.path) ? (pages[request.path]?.(request) ?? notFound) : notFound
  }
}

async function called(master: Master, { path, body }: Request): Promise<Reply> {
  try {
    const request: unknown = JSON.parse(body === '' ? '{}' : body)
    return jsonReply(await answerRpc(master, { method: path.slice('/pb.Master/'.length), request }))
  } catch (error) {
    return errorReply(error instanceof GrpcError ? error : new GrpcError(grpcCode.unknown, String(error)))
  }
}

/** etcd's quorum read; newer etcd also gives a reason. */
async function health({ store, program }: Master): Promise<Reply> {
  const healthy = await store.barrier(healthMs)
  const reason = healthy ? '' : 'QGET ERROR:etcdserver: request timed out'
  const more = atLeast(program.stamp.version, '6.0') ? { reason } : {}
  return jsonReply({ health: String(healthy), ...more }, healthy ? 200 : 503)
}

/** Member add, as a joining dm-master asks etcd for it. 409 when it is refused. */
async function addMember(
  { store, log }: Master,
  { name, peerUrls }: { readonly name: string; readonly peerUrls: readonly string[] },
): Promise<Reply> {
  if (!store.hasQuorum) return textReply('etcdserver: request timed out', 503)
  try {
    const id = memberId(`${peerUrls.join(',')}@${Date.now()}`)
    await store.propose({ kind: 'add_member', id, name, peerUrls })
    log.info('added member', { id, peerUrls: peerUrls.join(',') })
    return jsonReply(store.state.members.map((member) => (member.id === id ? { ...member, name } : member)))
  } catch (error) {
    return textReply(error instanceof Error ? error.message : String(error), error instanceof DmError ? 409 : 503)
  }
}

function metrics({ store, program, campaign }: Master): string {
  const stage = { offline: 0, free: 1, bound: 2 }
  const workers = Object.values(store.state.workers).map((worker): [string, number] => [
    `dm_master_worker_state{worker=${JSON.stringify(worker.name)}}`,
    worker.lease === null ? stage.offline : worker.source === '' ? stage.free : stage.bound,
  ])
  return metricsText(program.startedAtMs, [
    ...(campaign.leading ? workers : []),
    ['etcd_server_has_leader', store.hasQuorum ? 1 : 0],
  ])
}
