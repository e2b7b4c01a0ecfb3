import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerRpc } from '../../../src/playground/dm_master/rpcs.js'
import { operateSource } from '../../../src/playground/dm_master/sources.js'
import { jsonReply } from '../../../src/playground/http/server.js'
import { addFakeWorker, fakeMaster } from '../fake_master.js'

const known = jsonReply({ result: true, msg: '', sourceStatus: {}, subTaskStatus: [] })

test('OperateSource creates, shows and stops', async (t) => {
  const { master, close } = await fakeMaster()
  t.after(close)
  t.after(await addFakeWorker(master, { name: 'w1', answer: () => known }))
  const call = (request: object) => answerRpc(master, { method: 'OperateSource', request })
  assert.ok(operateSource.fields.op)
  const created = await call({ op: 'StartSource', config: ['source-id: s1\n', 'source-id: s2\nenable-relay: true\n'] })
  assert.deepEqual(created, {
    result: true,
    msg: 'Please use `start-relay` to specify which workers should pull relay log of relay-enabled sources.',
    sources: [
      { result: true, msg: 'source is added but there is no free worker to bound', source: 's2', worker: '' },
      { result: true, msg: '', source: 's1', worker: 'w1' },
    ],
  })
  const again = (await call({ op: 1, config: ['source-id: s3\n', 'source-id: s1\n'] })) as { msg: string }
  assert.match(again.msg, /^\[code=46007:/)
  assert.deepEqual(Object.keys(master.store.state.sources), ['s1', 's2'], 'what the call had started is taken back')
  assert.match(((await call({ op: 2, config: [] })) as { msg: string }).msg, /not supported/)
  assert.match(((await call({ op: 0 })) as { msg: string }).msg, /code=38041/)
  assert.deepEqual(
    ((await call({ op: 4 })) as { sources: { source: string }[] }).sources.map((row) => row.source),
    ['s2', 's1'],
  )
  const stopped = (await call({ op: 3, sourceID: ['s1', 's2'] })) as { sources: { worker: string }[] }
  assert.deepEqual(
    stopped.sources.map((row) => row.worker),
    ['w1', 'w1'],
    's2 was bound when s1 had gone',
  )
})
