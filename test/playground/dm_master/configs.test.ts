import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getCfg } from '../../../src/playground/dm_master/configs.js'
import { answerRpc } from '../../../src/playground/dm_master/rpcs.js'
import { fakeMaster } from '../fake_master.js'

test('GetCfg masks, the exports do not', async (t) => {
  const { master, close } = await fakeMaster()
  t.after(close)
  assert.ok(getCfg.fields.type)
  const config = 'source-id: s1\nfrom:\n  password: secret\n'
  await master.store.propose({ kind: 'add_source', id: 's1', config })
  await master.store.propose({ kind: 'register_worker', name: 'w1', address: 'h:1' })
  const call = async (method: string, request: object = {}) =>
    (await answerRpc(master, { method, request })) as Record<string, unknown>
  assert.match(String((await call('GetCfg', { type: 4, name: 's1' })).cfg), /\*{6}/)
  assert.equal((await call('GetCfg', { type: 3, name: 'w1' })).cfg, 'name = "w1"\n')
  assert.equal((await call('GetCfg', { type: 'MasterType', name: 'm1' })).cfg, 'name = "m1"\n')
  assert.equal((await call('GetCfg', { type: 1, name: 'tx' })).result, false)
  assert.equal((await call('GetMasterCfg')).cfg, 'name = "m1"\n')
  assert.deepEqual((await call('ListSourceConfigs')).sourceConfigs, [{ sourceID: 's1', config }])
  assert.deepEqual((await call('ListTaskConfigs')).taskConfigs, [])
  await master.store.propose({ kind: 'start_relay', source: 's1', workers: ['w1'] })
  assert.deepEqual((await call('ExportConfigs')).relayWorkers, { s1: ['w1'] })
})
