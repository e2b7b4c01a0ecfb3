import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HttpClient } from '../../src/playground/http/client.js'
import { closeServer, jsonReply, listen, textReply } from '../../src/playground/http/server.js'
import { callRpc } from '../../src/playground/rpc_client.js'

test('callRpc() gives the reply or a gRPC error', async (t) => {
  const client = new HttpClient()
  const server = await listen({ host: '127.0.0.1', port: 0 }, async ({ path, body }) => {
    if (path.endsWith('/Echo')) return jsonReply(JSON.parse(body))
    if (path.endsWith('/Fail')) return jsonReply({ code: 12, message: 'no' }, 501)
    if (path.endsWith('/Hang')) await new Promise(() => {})
    return textReply('what', 404)
  })
  t.after(() => {
    client.close()
    closeServer(server)
  })
  const address = `127.0.0.1:${(server.address() as { port: number }).port}`
  const call = (method: string, timeoutMs = 5000) =>
    callRpc(client, address, { service: 'pb.Master', method, request: { a: 1 }, timeoutMs })
  assert.deepEqual(await call('Echo'), { a: 1 })
  await assert.rejects(call('Fail'), { code: 12, message: 'no' })
  await assert.rejects(call('Other'), { code: 2 })
  await assert.rejects(call('Hang', 50), { code: 4 })
  await assert.rejects(
    callRpc(client, '127.0.0.1:1', { service: 'pb.Worker', method: 'X', request: {}, timeoutMs: 1000 }),
    { code: 14 },
  )
})
