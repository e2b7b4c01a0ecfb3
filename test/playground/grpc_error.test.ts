import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GrpcError, grpcCode, httpStatus } from '../../src/playground/grpc_error.js'

test('httpStatus() maps as grpc-gateway does', () => {
  const { unknown, invalidArgument, deadlineExceeded, notFound, unimplemented, unavailable } = grpcCode
  assert.deepEqual(
    [unknown, invalidArgument, deadlineExceeded, notFound, unimplemented, unavailable, 99].map(httpStatus),
    [500, 400, 504, 404, 501, 503, 500],
  )
  assert.equal(new GrpcError(2, 'x').code, 2)
})
