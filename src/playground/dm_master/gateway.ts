// /apis/v1alpha1: grpc-gateway in front of the calls (dm-runtime §1.2, §1.3, §1.5). A colon in the last segment is
// taken for a verb, so such a path matches no route; an unknown path is 501 with code 12.

import { GrpcError, grpcCode, httpStatus } from '../grpc_error.js'
import type { Reply, Request } from '../http/server.js'
import type { Master } from './master.js'
import { type Fields, readText } from './request.js'
import { answerRpc, rpcs } from './rpcs.js'

interface Route {
  readonly method: string
  /** after the prefix; {x} captures */
  readonly path: string
  readonly rpc: string
  readonly body: boolean
}

const prefix = '/apis/v1alpha1/'

const routes: readonly Route[] = [
  { method: 'GET', path: 'members', rpc: 'ListMember', body: false },
  { method: 'DELETE', path: 'members/{type}/{name}', rpc: 'OfflineMember', body: false },
  { method: 'PUT', path: 'leader/{op}', rpc: 'OperateLeader', body: true },
  { method: 'GET', path: 'status/{name}', rpc: 'QueryStatus', body: false },
  { method: 'POST', path: 'tasks', rpc: 'StartTask', body: true },
  { method: 'PUT', path: 'tasks/{name}', rpc: 'OperateTask', body: true },
  { method: 'GET', path: 'tasks/{name}', rpc: 'GetCfg', body: false },
  { method: 'GET', path: 'subtasks/{name}', rpc: 'GetSubTaskCfg', body: false },
  { method: 'PUT', path: 'sources', rpc: 'OperateSource', body: true },
]

export interface Routed {
  readonly rpc: string
  readonly captured: Readonly<Record<string, string>>
  readonly body: boolean
}

/** Null where no route matches. `path` is decoded before it is split, as the gateway does: %3A is no way around. */
export function routed(method: string, path: string): Routed | null {
  if (!path.startsWith(prefix)) return null
  const segments = decoded(path.slice(prefix.length)).split('/')
  if ((segments.at(-1) ?? '').includes(':')) return null
  for (const route of routes) {
    const captured = route.method === method ? captures(route.path.split('/'), segments) : null
    if (captured !== null) return { rpc: route.rpc, captured, body: route.body }
  }
  return null
}

export async function gateway(master: Master, request: Request): Promise<Reply> {
  const route = routed(request.method, request.path)
  if (route === null) return errorReply(new GrpcError(grpcCode.unimplemented, 'Not Implemented'))
  try {
    const fields = rpcs[route.rpc]?.fields ?? {}
    const values = { ...queryOf(fields, request.query), ...bodyOf(route, request.body), ...route.captured }
    return jsonReply(await answerRpc(master, { method: route.rpc, request: values }))
  } catch (error) {
    return errorReply(error instanceof GrpcError ? error : new GrpcError(grpcCode.unknown, String(error)))
  }
}

/** google.rpc.Status. An unknown route has no details. */
export function errorReply(error: GrpcError): Reply {
  const details = error.code === grpcCode.unimplemented ? {} : { details: [] }
  const text = JSON.stringify({ code: error.code, message: error.message, ...details })
  return { status: httpStatus(error.code), type: 'application/json', text }
}

function jsonReply(value: unknown): Reply {
  return { status: 200, type: 'application/json', text: JSON.stringify(value, null, 2) }
}

function captures(pattern: readonly string[], segments: readonly string[]): Record<string, string> | null {
  if (pattern.length !== segments.length) return null
  const captured: Record<string, string> = {}
  for (const [at, part] of pattern.entries()) {
    const segment = segments[at] ?? ''
    const name = /^\{(.+)\}$/.exec(part)?.[1]
    if (name === undefined && part !== segment) return null
    if (name !== undefined) captured[name] = segment
  }
  return captured
}

function queryOf(fields: Fields, query: URLSearchParams): Record<string, unknown> {
  const known = [...new Set(query.keys())].filter((key) => fields[key] !== undefined)
  return Object.fromEntries(known.map((key) => [key, readText(fields[key] ?? 'text', query.getAll(key))]))
}

function bodyOf(route: Routed, body: string): Record<string, unknown> {
  if (!route.body || body.trim() === '') return {}
  try {
    return JSON.parse(body) as Record<string, unknown>
  } catch (error) {
    throw new GrpcError(grpcCode.invalidArgument, error instanceof Error ? error.message : String(error))
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
