import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { dmSource } from '../../src/modules/dm_source.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeDm } from './fake_dm.js'
import { fakeTools } from './fake_tools.js'

const members = (name: string, stage: 'free' | 'bound', source: string) => ({
  leader: 'dm-1',
  masters: [],
  workers: [{ name, address: 'a:8262', stage, source }],
})
const read = (found: ReturnType<typeof members>) =>
  dmSource.read(
    fakeHost(),
    { name: 's1', except: 'w1', timeout: '1s' },
    fakeTools({ dm: fakeDm({ members: found }, ['a']) }),
  )

describe('dm_source', () => {
  test('names the worker that has it', async () => {
    assert.deepEqual(await read(members('w2', 'bound', 's1')), { worker: 'w2' })
  })

  test('says what it saw last', async () => {
    const why = (text: string) => ({ message: `cannot wait for a worker of s1 within 1s: last seen: ${text}` })
    await assert.rejects(read(members('w2', 'free', '')), why('no worker has s1'))
    await assert.rejects(read(members('w1', 'bound', 's1')), why('s1 is still bound to w1'))
  })
})
