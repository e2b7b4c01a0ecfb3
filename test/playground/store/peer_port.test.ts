import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HttpClient } from '../../../src/playground/http/client.js'
import { closeServer, listen } from '../../../src/playground/http/server.js'
import { askPeers, peerPort } from '../../../src/playground/store/peer_port.js'
import { MemoryNet } from '../memory_raft.js'

test('peerPort() answers raft and etcd, and nothing else', async (t) => {
  const net = new MemoryNet(['m1'])
  const { raft } = net.start('m1')
  const server = await listen({ host: '127.0.0.1', port: 0 }, peerPort(raft))
  const client = new HttpClient()
  t.after(() => {
    net.killAll()
    client.close()
    closeServer(server)
  })
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  const ask = askPeers(client)
  assert.deepEqual(await ask(url, '/raft/renew', { request: { lease: 'x' }, timeoutMs: 1000 }), {
    alive: raft.renew('x'),
  })
  assert.equal((await client.send(`${url}/version`, { timeoutMs: 1000 })).status, 200)
  assert.equal((await client.send(`${url}/health`, { timeoutMs: 1000 })).status, 404)
  await assert.rejects(ask(`${url}/x`, '/raft/vote', { request: {} as never, timeoutMs: 1000 }), /answered 404/)
})
