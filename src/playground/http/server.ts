// A small HTTP server on exactly the address told. A handler returns its answer as a value.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecure } from 'node:https'
import type { Address } from '../address.js'
import type { TlsFiles } from './tls_files.js'

export interface Request {
  readonly method: string
  /** raw, without the query */
  readonly path: string
  readonly query: URLSearchParams
  readonly body: string
}

export interface Reply {
  readonly status: number
  readonly type: string
  readonly text: string
}

export type Handler = (request: Request) => Promise<Reply> | Reply

export function textReply(text: string, status = 200): Reply {
  return { status, type: 'text/plain; charset=utf-8', text }
}

/** Compact, one line: for protocols between simulators and for etcd's own pages. */
export function jsonReply(value: unknown, status = 200): Reply {
  return { status, type: 'application/json', text: JSON.stringify(value) }
}

export const notFound: Reply = textReply('404 page not found\n', 404)

/** Resolves when the port is open; throws the socket's error (EADDRINUSE) otherwise. */
export function listen(address: Address, handler: Handler, tls: TlsFiles | null = null): Promise<Server> {
  const server = serverFor((incoming, outgoing) => void answer(handler, incoming, outgoing), tls)
  server.keepAliveTimeout = 0
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    const host = address.host === '' ? undefined : address.host
    server.listen({ port: address.port, host }, () => {
      server.removeListener('error', reject)
      resolve(server)
    })
  })
}

type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => void

/** A new connection sees the newest certificate. Clients need none: cert-allowed-cn is not played. */
function serverFor(listener: Listener, tls: TlsFiles | null): Server {
  if (tls === null) return createServer(listener)
  const server = createSecure({ ...tls.material }, listener)
  server.on('connection', () => {
    if (tls.refresh()) server.setSecureContext({ ...tls.material })
  })
  return server
}

export function closeServer(server: Server): void {
  server.close()
  server.closeAllConnections()
}

async function answer(handler: Handler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  outgoing.on('error', () => outgoing.destroy())
  try {
    const reply = await handler(await requestOf(incoming))
    outgoing.writeHead(reply.status, { 'content-type': reply.type, 'content-length': Buffer.byteLength(reply.text) })
    outgoing.end(reply.text)
  } catch (error) {
    if (!outgoing.headersSent) outgoing.writeHead(500, { 'content-type': 'text/plain' })
    outgoing.end(error instanceof Error ? `${error.message}\n` : 'failed\n')
  }
}

async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const parts: Buffer[] = []
  for await (const part of incoming) parts.push(part as Buffer)
  const [path = '/', query = ''] = (incoming.url ?? '/').split('?', 2)
  return {
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    body: Buffer.concat(parts).toString('utf8'),
  }
}
