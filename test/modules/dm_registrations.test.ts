import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Members } from '../../src/hosts/dm_api.js'
import { dmRegistrations } from '../../src/modules/dm_registrations.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeDm, master } from './fake_dm.js'
import { fakeTools, summary } from './fake_tools.js'

const want = { masters: ['dm-1'], workers: ['w1'] }
const worker = (name: string, stage: 'free' | 'offline') => ({ name, address: 'a', stage, source: '' })
const check = async (given: Partial<Members>) => {
  const members = { leader: 'dm-1', masters: [master('dm-1')], workers: [], ...given }
  return summary(await dmRegistrations.check(fakeHost(), want, fakeTools({ dm: fakeDm({ members }, ['a']) })))
}

describe('dm_registrations', () => {
  test('is same while everything registered is of the topology', async () => {
    assert.equal(await check({ workers: [worker('w1', 'free')] }), 'same')
  })

  test('removes what is dead and foreign', async () => {
    const masters = [master('dm-1'), master('dm-9', false)]
    assert.deepEqual(await check({ masters, workers: [worker('w9', 'offline')] }), [
      'remove dm-master dm-9 from the members',
      'remove dm-worker w9 from the members',
    ])
  })

  test('refuses what is alive, naming all of it', async () => {
    const masters = [master('dm-1'), { ...master('', false), peerUrls: ['http://x:8291'] }]
    assert.equal(
      await check({ masters, workers: [worker('w9', 'free')] }),
      'blocked: cannot remove 2 registrations that the topology does not have as DM counts on them: ' +
        'a master at http://x:8291 that has not joined and dm-worker w9 (free)',
    )
  })

  test('applies one after the other', async () => {
    const asked: string[] = []
    let workers = [worker('w1', 'free'), worker('w8', 'offline'), worker('w9', 'offline')]
    const dm = fakeDm(
      {
        offline: (kind, name) => {
          asked.push(`${kind} ${name}`)
          workers = workers.filter((each) => each.name !== name)
        },
      },
      ['a'],
    )
    const members = async () => ({ leader: 'dm-1', masters: [master('dm-1')], workers })
    await dmRegistrations.apply(fakeHost(), want, fakeTools({ dm: { ...dm, members } }))
    assert.deepEqual(asked, ['worker w8', 'worker w9'])
  })
})
