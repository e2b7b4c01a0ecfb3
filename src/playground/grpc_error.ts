// An error of the transport, as gRPC has them: not DM's business, and on HTTP a status of its own.

/** google.rpc.Code, those that the simulator answers with. */
export const grpcCode = {
  unknown: 2,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  unimplemented: 12,
  unavailable: 14,
} as const

export class GrpcError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message)
  }
}

/** grpc-gateway's mapping of codes to HTTP. */
export function httpStatus(code: number): number {
  const statuses: Readonly<Record<number, number>> = { 2: 500, 3: 400, 4: 504, 5: 404, 12: 501, 14: 503 }
  return statuses[code] ?? 500
}
