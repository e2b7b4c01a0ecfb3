import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settled, sourceStatus } from '../../../src/playground/dm_master/worker_answer.js'
import { jsonReply } from '../../../src/playground/http/server.js'
import { addFakeWorker, fakeMaster } from '../fake_master.js'

test('sourceStatus() and settled(): unbound, answering, gone', async (t) => {
  const { master, close } = await fakeMaster()
  t.after(close)
  await master.store.propose({ kind: 'add_source', id: 's1', config: '' })
  const unbound = await sourceStatus(master, { source: 's1', task: '' })
  assert.match(unbound.msg, /code=38029.*s1 relevant worker-client not found/)
  let stage = 'Paused'
  const answer = () => jsonReply({ result: true, msg: '', sourceStatus: {}, subTaskStatus: [{ name: 't', stage }] })
  const stop = await addFakeWorker(master, { name: 'w1', answer })
  setTimeout(() => {
    stage = 'Running'
  }, 100)
  const reached = await settled(master, { sources: ['s1'], task: 't', stage: 'Running' })
  assert.deepEqual(reached, [{ result: true, msg: '', source: 's1', worker: 'w1' }])
  assert.equal(stage, 'Running')
  stop()
  assert.match((await sourceStatus(master, { source: 's1', task: '' })).msg, /code=38008.*RawCause: rpc error/)
})
