import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerRpc } from '../../../src/playground/dm_master/rpcs.js'
import { operateTask, queryStatus, startTask } from '../../../src/playground/dm_master/tasks.js'
import { jsonReply } from '../../../src/playground/http/server.js'
import { addFakeWorker, fakeMaster } from '../fake_master.js'

const config = 'name: t\ntask-mode: incremental\nmysql-instances:\n  - source-id: s1\n'

test('StartTask, OperateTask, QueryStatus, GetSubTaskCfg', async (t) => {
  const { master, close } = await fakeMaster()
  t.after(close)
  for (const rpc of [startTask, operateTask, queryStatus]) assert.ok(rpc.fields)
  const answer = () => {
    const subtask = master.store.state.tasks.t?.subtasks[0]
    const subTaskStatus =
      subtask === undefined ? [{ name: 't', stage: 'InvalidStage' }] : [{ name: 't', stage: subtask.stage }]
    return jsonReply({ result: true, msg: '', sourceStatus: {}, subTaskStatus })
  }
  const call = async (method: string, request: object) =>
    (await answerRpc(master, { method, request })) as { result: boolean; msg: string; sources: readonly object[] }
  assert.match((await call('StartTask', { task: config })).msg, /^\[code=46008:/)
  await master.store.propose({ kind: 'add_source', id: 's1', config: '' })
  t.after(await addFakeWorker(master, { name: 'w1', answer }))
  const row = { result: true, msg: '', source: 's1', worker: 'w1' }
  assert.deepEqual((await call('StartTask', { task: config, sources: ['sx'] })).sources, [
    { result: false, msg: "source not found in task's config", source: 'sx', worker: '' },
  ])
  assert.deepEqual(await call('StartTask', { task: config }), { result: true, msg: '', sources: [row] })
  assert.match((await call('StartTask', { task: config })).msg, /^\[code=46014:/)
  assert.match((await call('StartTask', { task: config, removeMeta: true })).msg, /^while remove-meta is true/)
  assert.deepEqual(await call('OperateTask', { op: 'Pause', name: 't' }), {
    op: 'Pause',
    result: true,
    msg: '',
    sources: [row],
  })
  assert.match((await call('OperateTask', { op: 'Update', name: 't' })).msg, /code=38041/)
  assert.match((await call('OperateTask', { op: 'Stop', name: 'x' })).msg, /^task x has no source or not exist/)
  assert.equal((await call('QueryStatus', { name: 't' })).sources.length, 1)
  assert.equal((await call('QueryStatus', { name: 'x' })).result, false)
  assert.deepEqual(await answerRpc(master, { method: 'GetSubTaskCfg', request: { name: 't' } }), {
    result: true,
    msg: '',
    cfgs: [config],
  })
  assert.equal((await call('OperateTask', { op: 'Stop', name: 't' })).result, true)
  assert.equal((await call('GetSubTaskCfg', { name: 't' })).result, false)
})
