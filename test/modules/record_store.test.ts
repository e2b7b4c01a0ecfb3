import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { changeRecord, recordOf, recordStore } from '../../src/modules/record_store.js'
import { fakeStore } from './fake_store.js'
import { fakeTools } from './fake_tools.js'

describe('the record of a run', () => {
  test('is refused where there is no cluster, or none of it', async () => {
    assert.throws(() => recordStore(fakeTools()), /this run has no cluster/)
    await assert.rejects(recordOf(fakeTools({ cluster: fakeStore(null) })), /the cluster has no record/)
  })

  test('is loaded right before it is saved', async () => {
    const cluster = fakeStore()
    const tools = fakeTools({ cluster })
    await changeRecord(tools, (meta) => ({ ...meta, version: 'v9.0.0' }))
    await changeRecord(tools, (meta) => ({ ...meta, user: 'dm' }))
    assert.deepEqual([cluster.meta?.version, cluster.meta?.user, cluster.meta?.serial], ['v9.0.0', 'dm', 9])
  })
})
