import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Masters } from '../../../src/playground/dm_worker/masters.js'
import { HttpClient } from '../../../src/playground/http/client.js'
import { closeServer, type Handler, jsonReply, listen, textReply } from '../../../src/playground/http/server.js'

test('Masters tries each join address, and follows the list it is told', async (t) => {
  const client = new HttpClient()
  t.after(() => client.close())
  const open = async (handler: Handler) => {
    const server = await listen({ host: '127.0.0.1', port: 0 }, handler)
    t.after(() => closeServer(server))
    return `127.0.0.1:${(server.address() as { port: number }).port}`
  }
  const second = await open(() => jsonReply({}))
  const first = await open(({ path }) => {
    if (path.endsWith('RegisterWorker')) return jsonReply({ result: true, msg: '' })
    return path.endsWith('/watch') ? jsonReply({ index: 1, masters: ['127.0.0.1:1', second] }) : textReply('', 503)
  })
  const masters = new Masters(client, ['127.0.0.1:1', first])
  await masters.register({ name: 'w1', address: 'h:1' })
  const request = { worker: 'w1', lease: '', index: -1, waitMs: 0 }
  assert.equal(await masters.watch(request), null, 'the first address is dead')
  assert.equal((await masters.watch(request))?.index, 1)
  assert.equal(await masters.propose({ kind: 'revoke', lease: 'l' }), true, 'by the one that was told')
})

test('Masters: a join that nobody accepts is 40077', async (t) => {
  const client = new HttpClient()
  t.after(() => client.close())
  await assert.rejects(new Masters(client, ['127.0.0.1:1']).register({ name: 'w', address: 'a' }), /code=40077/)
})
