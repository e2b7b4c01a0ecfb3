import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gateway, routed } from '../../../src/playground/dm_master/gateway.js'
import { fakeMaster } from '../fake_master.js'

const rows: readonly (readonly [string, string, string | null, object?])[] = [
  ['GET', 'members', 'ListMember', {}],
  ['DELETE', 'members/worker/w1', 'OfflineMember', { type: 'worker', name: 'w1' }],
  ['DELETE', 'members/master/', 'OfflineMember', { type: 'master', name: '' }],
  ['DELETE', 'members/worker/10.0.0.1:8262', null],
  ['DELETE', 'members/worker/10.0.0.1%3A8262', null],
  ['PUT', 'leader/1', 'OperateLeader', { op: '1' }],
  ['GET', 'status/', 'QueryStatus', { name: '' }],
  ['GET', 'status', null],
  ['GET', 'tasks/t', 'GetCfg', { name: 't' }],
  ['PUT', 'tasks/t', 'OperateTask', { name: 't' }],
  ['POST', 'members', null],
]

for (const [method, path, rpc, captured] of rows) {
  test(`routed() ${method} ${path} is ${rpc}`, () => {
    const found = routed(method, `/apis/v1alpha1/${path}`)
    assert.equal(found?.rpc ?? null, rpc)
    if (captured !== undefined) assert.deepEqual(found?.captured, captured)
  })
}

test('gateway() writes JSON with two spaces, and status by code', async (t) => {
  const { master, close } = await fakeMaster()
  t.after(close)
  const ask = (method: string, path: string, body = '', query = '') =>
    gateway(master, { method, path: `/apis/v1alpha1/${path}`, body, query: new URLSearchParams(query) })
  const listed = await ask('GET', 'members', '', 'leader=true')
  assert.match(listed.text, /^\{\n {2}"result": true,\n {2}"msg": "",\n {2}"members": \[/)
  assert.equal((await ask('PUT', 'leader/3')).status, 400)
  assert.equal((await ask('PUT', 'sources', '{')).status, 400)
  assert.deepEqual(await ask('GET', 'nothing'), {
    status: 501,
    type: 'application/json',
    text: '{"code":12,"message":"Not Implemented"}',
  })
})
