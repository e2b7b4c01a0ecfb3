// DM's gRPC calls between programs, imitated as POST /pb.Service/Method with JSON.

import { GrpcError, grpcCode } from './grpc_error.js'
import type { HttpClient } from './http/client.js'

export interface RpcCall {
  readonly service: 'pb.Master' | 'pb.Worker'
  readonly method: string
  readonly request: unknown
  readonly timeoutMs: number
}

/** The reply's JSON. Throws GrpcError: the server's own, or Unavailable / DeadlineExceeded. */
export async function callRpc(client: HttpClient, address: string, call: RpcCall): Promise<unknown> {
  const url = `http://${address}/${call.service}/${call.method}`
  const answer = await client
    .send(url, { method: 'POST', body: call.request, timeoutMs: call.timeoutMs })
    .catch((error: NodeJS.ErrnoException) => {
      throw unreachable(address, error)
    })
  if (answer.status === 200) return JSON.parse(answer.text)
  throw errorOf(answer.text, answer.status)
}

function unreachable(address: string, error: NodeJS.ErrnoException): GrpcError {
  if (error.code === 'ETIMEDOUT') return new GrpcError(grpcCode.deadlineExceeded, 'context deadline exceeded')
  const why = error.code === 'ECONNREFUSED' ? 'connect: connection refused' : error.message
  const text = `connection error: desc = "transport: Error while dialing dial tcp ${address}: ${why}"`
  return new GrpcError(grpcCode.unavailable, text)
}

function errorOf(text: string, status: number): GrpcError {
  try {
    const { code, message } = JSON.parse(text) as { code: number; message: string }
    return new GrpcError(code, message)
  } catch {
    return new GrpcError(grpcCode.unknown, `unexpected HTTP status ${status}`)
  }
}
