import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HttpClient } from '../../../src/playground/http/client.js'
import { closeServer, jsonReply, listen, notFound } from '../../../src/playground/http/server.js'

test('listen() serves on the address told, and reports a taken one', async (t) => {
  const client = new HttpClient()
  const server = await listen({ host: '127.0.0.1', port: 0 }, ({ path, query }) => {
    if (path === '/bad') throw new Error('no luck')
    return query.get('x') === null ? notFound : jsonReply({ x: query.getAll('x') })
  })
  t.after(() => {
    client.close()
    closeServer(server)
  })
  const { port } = server.address() as { port: number }
  const get = (path: string) => client.send(`http://127.0.0.1:${port}${path}`, { timeoutMs: 5000 })
  assert.equal((await get('/?x=1&x=2')).text, '{"x":["1","2"]}')
  assert.equal((await get('/')).status, 404)
  assert.deepEqual(await get('/bad'), { status: 500, text: 'no luck\n' })
  await assert.rejects(
    listen({ host: '127.0.0.1', port }, () => notFound),
    { code: 'EADDRINUSE' },
  )
})
