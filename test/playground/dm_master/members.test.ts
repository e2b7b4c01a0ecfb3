import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listMember, offlineMember, operateLeader, registerWorker } from '../../../src/playground/dm_master/members.js'
import { readRequest } from '../../../src/playground/dm_master/request.js'
import type { Rpc } from '../../../src/playground/dm_master/rpc.js'
import { fakeMaster } from '../fake_master.js'
import { code } from '../states.js'

test('members: register, list, refuse, remove', async (t) => {
  const { master, close } = await fakeMaster()
  t.after(close)
  const call = async (rpc: Rpc, request: object): Promise<unknown> =>
    rpc.answer(master, readRequest(rpc.fields, request) as never)
  assert.deepEqual(await call(registerWorker, { name: 'w1', address: 'h:8262' }), { result: true, msg: '' })
  assert.deepEqual(await call(listMember, { worker: true }), {
    result: true,
    msg: '',
    members: [{ worker: { msg: '', workers: [{ name: 'w1', addr: 'h:8262', stage: 'offline', source: '' }] } }],
  })
  const all = (await call(listMember, {})) as { members: readonly object[] }
  assert.deepEqual(
    all.members.map((entry) => Object.keys(entry)),
    [['leader'], ['master'], ['worker']],
  )
  assert.deepEqual(all.members[0], { leader: { msg: '', name: 'm1', addr: '127.0.0.1:8261' } })
  const named = (await call(listMember, { leader: true, names: ['x'] })) as { members: readonly object[] }
  assert.deepEqual(named.members, [{ leader: { msg: '', name: '', addr: '' } }])
  await assert.rejects(async () => call(offlineMember, { type: 'x', name: 'w1' }), code(38049))
  await assert.rejects(async () => call(offlineMember, { type: 'master', name: 'mx' }), code(38048))
  assert.deepEqual(await call(offlineMember, { type: 'worker', name: 'w1' }), { result: true, msg: '' })
  assert.deepEqual(await call(operateLeader, { op: 0 }), {
    result: false,
    msg: 'operate InvalidLeaderOp is not supported',
  })
})
