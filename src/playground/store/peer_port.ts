// The peer port (8291): raft's questions, and the few pages that etcd serves there. /health is not among them.

import type { HttpClient } from '../http/client.js'
import { type Handler, jsonReply, notFound } from '../http/server.js'
import type { AskPeer, PeerPath, PeerRequests } from './peer_protocol.js'
import type { Raft } from './raft.js'

type Answers = { readonly [P in PeerPath]: (request: PeerRequests[P]['request']) => unknown }

export function peerPort(raft: Raft): Handler {
  const answers: Answers = {
    '/raft/vote': (request) => raft.onVote(request),
    '/raft/append': (request) => raft.onAppend(request),
    '/raft/propose': ({ change }) => raft.propose(change) ?? { kind: 'no_quorum' },
    '/raft/renew': ({ lease }) => ({ alive: raft.renew(lease) }),
    '/raft/barrier': async () => ({ ok: await raft.barrier(1000) }),
    '/raft/take_over': () => {
      raft.onTakeOver()
      return {}
    },
  }
  return async ({ method, path, body }) => {
    if (method === 'GET' && path === '/version') return jsonReply({ etcdserver: '3.4.13', etcdcluster: '3.4.0' })
    const answer = Object.hasOwn(answers, path) ? answers[path as PeerPath] : null
    if (answer === null || method !== 'POST') return notFound
    return jsonReply(await answer(JSON.parse(body) as never))
  }
}

export function askPeers(client: HttpClient): AskPeer {
  return async (url, path, { request, timeoutMs }) => {
    const answer = await client.send(`${url}${path}`, { method: 'POST', body: request, timeoutMs })
    if (answer.status !== 200) throw new Error(`${url}${path} answered ${answer.status}`)
    return JSON.parse(answer.text)
  }
}
