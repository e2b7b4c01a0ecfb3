import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openapi } from '../../../src/playground/dm_master/openapi.js'
import { fakeMaster } from '../fake_master.js'

const request = (path: string) => ({ method: 'GET', path, body: '', query: new URLSearchParams() })

test('openapi() answers only when it is switched on', async (t) => {
  const off = await fakeMaster()
  const on = await fakeMaster({ openapi: true })
  t.after(() => Promise.all([off.close(), on.close()]))
  assert.equal(openapi(off.master, request('/api/v1/cluster/info')).status, 404)
  assert.equal(openapi(on.master, request('/api/v1/cluster/info')).status, 200)
  assert.equal(openapi(on.master, request('/api/v1/nothing')).status, 404)
  const { data } = JSON.parse(openapi(on.master, request('/api/v1/cluster/masters')).text)
  assert.deepEqual(data, [{ name: 'm1', alive: false, leader: true, addr: 'http://m1' }])
  assert.deepEqual(JSON.parse(openapi(on.master, request('/api/v1/cluster/workers')).text), { total: 0, data: [] })
})
