import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerRpc } from '../../../src/playground/dm_master/rpcs.js'
import { fakeMaster } from '../fake_master.js'

test('answerRpc(): refusals are replies, unknown methods are errors', async (t) => {
  const { master, close } = await fakeMaster()
  t.after(close)
  const refused = (await answerRpc(master, { method: 'OfflineMember', request: { type: 'worker', name: 'w' } })) as {
    msg: string
  }
  assert.match(refused.msg, /^\[code=46004:/)
  await assert.rejects(answerRpc(master, { method: 'Nothing', request: {} }), { code: 12 })
  await assert.rejects(answerRpc(master, { method: 'toString', request: {} }), { code: 12 })
})

test('answerRpc(): an older release does not know newer methods', async (t) => {
  const { master, close } = await fakeMaster({ version: 'v7.5.1' })
  t.after(close)
  await assert.rejects(answerRpc(master, { method: 'ListSourceConfigs', request: {} }), { code: 12 })
})

test('answerRpc(): without a leader 38043, but OperateLeader acts here', async (t) => {
  const { master, close } = await fakeMaster({ leading: false })
  t.after(close)
  await assert.rejects(answerRpc(master, { method: 'ListMember', request: {} }), /code=38043/)
  assert.deepEqual(await answerRpc(master, { method: 'OperateLeader', request: { op: 2 } }), { result: true, msg: '' })
})
