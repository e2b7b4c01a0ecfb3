import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { WorkerMember } from '../../src/hosts/dm_api.js'
import { dmSources } from '../../src/modules/dm_sources.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeDm } from './fake_dm.js'
import { fakeTools } from './fake_tools.js'

const worker = (name: string, stage: WorkerMember['stage'], source = ''): WorkerMember => ({
  name,
  address: '',
  stage,
  source,
})

const read = (workers: readonly WorkerMember[], bound: readonly string[]) => {
  const dm = fakeDm({ members: { leader: 'm1', masters: [], workers } }, ['a:8261'])
  return dmSources.read(fakeHost(), { bound: [...bound], timeout: '1s' }, fakeTools({ dm }))
}

describe('dm_sources', () => {
  test('gives the worker of every source', async () => {
    const found = await read([worker('w1', 'bound', 's1'), worker('w2', 'free')], ['s1'])
    assert.deepEqual(found, { bindings: { s1: 'w1' } })
  })

  test('asks nobody where there are none', async () => {
    assert.deepEqual(await dmSources.read(fakeHost(), { bound: [] }, fakeTools()), { bindings: {} })
  })

  test('names those without a worker; one that is offline has none', async () => {
    await assert.rejects(read([worker('w1', 'offline', 's1'), worker('w2', 'bound', 's2')], ['s1', 's2']), {
      message: 'cannot find a worker for each source within 1s: last seen: no worker has s1',
    })
  })
})
