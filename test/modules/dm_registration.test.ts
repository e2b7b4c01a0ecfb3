import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { dmRegistration } from '../../src/modules/dm_registration.js'
import { completed } from '../contract/modules.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeDm, master } from './fake_dm.js'
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

  test('removes a name with a colon by dmctl, quoted', async () => {
    const scripts: string[] = []
    const name = "w:'1"
    const host = {
      ...fakeHost(),
      run: async (script: string) => {
        scripts.push(script)
        return { rc: 0, stdout: '{ "result": true }', stderr: '' }
      },
    }
    const packages = {
      get: async () => ({ path: '/p/dmctl.tar.gz', sha256: '', size: 1, component: 'dmctl', version: 'v8.1.0' }),
      resolve: () => Promise.reject(new Error('none')),
    }
    const tools = fakeTools({ dm: fakeDm({ members }, ['http://a:8261', 'b:8261']), packages: packages as never })
    await dmRegistration.apply(host, want(name, 'dm-worker'), tools)
    assert.match(scripts[0] ?? '', /--master-addr a:8261,b:8261 offline-member --worker --name 'w:'\\''1'/)
  })
})
