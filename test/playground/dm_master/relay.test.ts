import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operateRelay } from '../../../src/playground/dm_master/relay.js'
import { answerRpc } from '../../../src/playground/dm_master/rpcs.js'
import { jsonReply } from '../../../src/playground/http/server.js'
import { addFakeWorker, fakeMaster } from '../fake_master.js'

const known = jsonReply({ result: true, msg: '', sourceStatus: {}, subTaskStatus: [] })

test('TransferSource and OperateRelay', async (t) => {
  const { master, close } = await fakeMaster()
  t.after(close)
  assert.ok(operateRelay.fields.op)
  const call = async (method: string, request: object) =>
    (await answerRpc(master, { method, request })) as { result: boolean; msg: string }
  await master.store.propose({ kind: 'add_source', id: 's1', config: '' })
  for (const name of ['w1', 'w2']) t.after(await addFakeWorker(master, { name, answer: () => known }))
  assert.equal((await call('OperateRelay', { op: 'StartRelayV2', source: 's1' })).result, true)
  assert.equal(master.store.state.workers.w1?.relaySource, 's1')
  assert.equal((await call('TransferSource', { source: 's1', worker: 'w2' })).result, true)
  assert.equal(master.store.state.workers.w2?.source, 's1')
  assert.match((await call('TransferSource', { source: 's1', worker: 'wx' })).msg, /^\[code=46004:/)
  assert.equal((await call('OperateRelay', { op: 'StopRelayV2', source: 's1' })).result, true)
  assert.equal(master.store.state.workers.w1?.relaySource, '')
  assert.match((await call('OperateRelay', { op: 0, source: 's1' })).msg, /code=38041/)
  assert.equal((await call('OperateWorkerRelayTask', { op: 'PauseRelay', sources: ['s1'] })).result, true)
})
