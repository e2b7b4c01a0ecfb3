import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientPort } from '../../../src/playground/dm_master/client_port.js'
import { fakeMaster } from '../fake_master.js'

test('clientPort() serves API, calls, etcd pages and metrics on one port', async (t) => {
  const { master, close } = await fakeMaster()
  t.after(close)
  const handler = clientPort(master)
  const ask = async (path: string, body = '', method = 'GET') =>
    handler({ method, path, body, query: new URLSearchParams() })
  assert.match((await ask('/status')).text, /^Release Version: v8\.1\.0\n/)
  assert.deepEqual(JSON.parse((await ask('/health')).text), { health: 'true', reason: '' })
  assert.match((await ask('/metrics')).text, /^process_start_time_seconds \d/)
  assert.equal((await ask('/apis/v1alpha1/members')).status, 200)
  assert.equal((await ask('/api/v1/cluster/info')).status, 404)
  assert.equal((await ask('/toString')).status, 404)
  assert.equal((await ask('/pb.Master/ListMember', '{}', 'POST')).status, 200)
  assert.equal((await ask('/pb.Master/Nothing', '', 'POST')).status, 501)
  const added = await ask('/playground/member', JSON.stringify({ name: 'm1', peerUrls: ['http://x'] }), 'POST')
  assert.equal(added.status, 409)
})

test('clientPort() of an older release gives no reason with its health', async (t) => {
  const { master, close } = await fakeMaster({ version: 'v2.0.7' })
  t.after(close)
  const reply = await clientPort(master)({ method: 'GET', path: '/health', body: '', query: new URLSearchParams() })
  assert.equal(reply.text, '{"health":"true"}')
})
