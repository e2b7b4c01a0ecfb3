import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Inventory } from '../../src/language/inventory.js'
import { settleEvictions } from '../../src/run/settle_evictions.js'
import { type FakeDm, fakeDm } from '../modules/fake_dm.js'
import { fakeStore } from '../modules/fake_store.js'
import { fakeInstance } from '../modules/fake_tools.js'

const master = fakeInstance({ id: 'a:8261', vars: { api_address: '10.0.0.1:8261' } })
const inventory: Inventory = { hosts: new Map([[master.id, master]]), groups: {}, machines: new Map() }
const withdrawn = {
  'a:8261': { evicted: true, out: true },
  'gone:8261': { evicted: true },
  'w:8262': { out: true },
} as const

async function settle(given: Partial<FakeDm>) {
  const asked: string[] = []
  const cluster = fakeStore({ withdrawn })
  const settled = await settleEvictions({ cluster, dm: fakeDm({ asked, ...given }, []) }, inventory)
  return { settled, asked, withdrawn: cluster.meta?.withdrawn }
}

describe('settleEvictions()', () => {
  test('lets every master lead again that answers, and strikes only that out', async () => {
    const found = await settle({})
    assert.deepEqual(found.asked, ['cancel 10.0.0.1:8261', 'cancel gone:8261'])
    assert.deepEqual(found.settled, ['a:8261', 'gone:8261'])
    assert.deepEqual(found.withdrawn, { 'a:8261': { out: true }, 'w:8262': { out: true } })
  })

  test('leaves withdrawn what does not answer', async () => {
    assert.deepEqual(await settle({ status: null }), { settled: [], asked: [], withdrawn })
  })

  test('has nothing to do without a cluster or its masters', async () => {
    assert.deepEqual(await settleEvictions({ cluster: null, dm: fakeDm({}, []) }, inventory), [])
    assert.deepEqual(await settleEvictions({ cluster: fakeStore({ withdrawn }), dm: null }, inventory), [])
  })
})
