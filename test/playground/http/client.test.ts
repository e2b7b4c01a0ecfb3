import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HttpClient } from '../../../src/playground/http/client.js'
import { closeServer, listen, textReply } from '../../../src/playground/http/server.js'

test('HttpClient sends JSON, and gives up in time', async (t) => {
  const client = new HttpClient()
  const server = await listen({ host: '127.0.0.1', port: 0 }, async ({ method, path, body }) => {
    if (path === '/hang') await new Promise(() => {})
    return textReply(`${method} ${body}`, 201)
  })
  t.after(() => {
    client.close()
    closeServer(server)
  })
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  assert.deepEqual(await client.send(url, { timeoutMs: 5000 }), { status: 201, text: 'GET ' })
  assert.deepEqual(await client.send(url, { body: { a: 'ä' }, timeoutMs: 5000 }), {
    status: 201,
    text: 'POST {"a":"ä"}',
  })
  await assert.rejects(client.send(`${url}/hang`, { timeoutMs: 50 }), { code: 'ETIMEDOUT' })
  await assert.rejects(client.send('http://127.0.0.1:1', { timeoutMs: 1000 }), { code: 'ECONNREFUSED' })
})
