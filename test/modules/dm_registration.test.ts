import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DmApiError } from '../../src/hosts/dm_client.js'
import { dmRegistration } from '../../src/modules/dm_registration.js'
import { completed } from '../contract/modules.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeDm, master } from './fake_dm.js'
import { dmctlHost, dmctlPackages } from './fake_dmctl.js'
import { fakeStore } from './fake_store.js'
import { fakeTools, summary } from './fake_tools.js'

const worker = (name: string) => ({ name, address: 'a:8262', stage: 'offline' as const, source: '' })
const members = { leader: 'dm-1', masters: [master('dm-1'), master('dm-2')], workers: [worker('w1')] }
const want = (name: string, role: string) => completed(dmRegistration, { name, role })

describe('dm_registration', () => {
  test('differs while the member is listed under its role', async () => {
    const check = async (name: string, role: string) =>
      summary(await dmRegistration.check(fakeHost(), want(name, role), fakeTools({ dm: fakeDm({ members }, ['a']) })))
    assert.deepEqual(await check('w1', 'dm-worker'), ['remove dm-worker w1 from the members'])
    assert.equal(await check('w1', 'dm-master'), 'same')
    assert.equal(await check('w2', 'dm-worker'), 'same')
  })

  test('removes, and looks until the list is without it', async () => {
    const asked: string[] = []
    const table = { members, offline: (kind: string, name: string) => void asked.push(`${kind} ${name}`) }
    const dm = fakeDm(table, ['a'])
    let looks = 0
    const after = { ...members, masters: [master('dm-1')] }
    const tools = fakeTools({ dm: { ...dm, members: async () => (looks++ < 2 ? members : after) } })
    await dmRegistration.apply(fakeHost(), want('dm-2', 'dm-master'), tools)
    assert.deepEqual([asked, looks], [['master dm-2'], 3])
  })

  test('says that it is still listed', async () => {
    const tools = fakeTools({ dm: fakeDm({ members }, ['a']), waitTimeoutMs: 1000 })
    await assert.rejects(dmRegistration.apply(fakeHost(), want('dm-2', 'dm-master'), tools), {
      message: 'cannot see dm-2 gone within 1s: last seen: dm-2 is still listed',
    })
  })

  const refusal = (problem: string, code: number | null) =>
    new DmApiError('remove the registration of dm-2', [{ master: 'a', problem, code }])

  test('asks again while etcd does not let its members change, not where DM refuses', async () => {
    const apply = async (refusals: readonly DmApiError[]): Promise<number> => {
      let asked = 0
      const offline = () => {
        const refused = refusals[asked++]
        if (refused) throw refused
      }
      const dm = { ...fakeDm({ offline }, ['a']), members: async () => ({ ...members, masters: [] }) }
      await dmRegistration.apply(fakeHost(), want('dm-2', 'dm-master'), fakeTools({ dm }))
      return asked
    }
    const unsettled = refusal('etcdserver: unhealthy cluster', null)
    assert.equal(await apply([unsettled, unsettled]), 3)
    await assert.rejects(apply([refusal('the worker is online', 46005)]), /is online/)
    await assert.rejects(apply(Array.from({ length: 99 }, () => unsettled)), {
      message: /^cannot remove dm-2 from the members within 15s: last seen: .*unhealthy cluster$/,
    })
  })

  test('removes a name with a colon by dmctl, quoted; a refusal is told by what it prints', async () => {
    const name = "w:'1"
    const remove = async (text: string) => {
      const { host, asked } = dmctlHost(() => text)
      const tools = fakeTools({ dm: fakeDm({ members }, ['a:8261']), cluster: fakeStore(), packages: dmctlPackages })
      await dmRegistration.apply(host, want(name, 'dm-worker'), tools)
      return asked
    }
    assert.deepEqual(await remove('{ "result": true }'), ["offline-member --worker --name 'w:'\\''1'"])
    await remove('offline member failed:\n[code=46004:class=…')
    await assert.rejects(remove('[code=46005:class=…'), /DM refuses it/)
  })
})
