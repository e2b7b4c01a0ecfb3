import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WorkerMember } from '../../src/hosts/dm_api.js'
import { dmBinding } from '../../src/modules/dm_binding.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeDm } from './fake_dm.js'
import { fakeTools, summary } from './fake_tools.js'

const worker = (name: string, stage: WorkerMember['stage'], source = ''): WorkerMember => ({
  name,
  address: 'a',
  stage,
  source,
})

async function check(workers: readonly WorkerMember[], to: readonly string[]) {
  const tools = fakeTools({ dm: fakeDm({ members: { leader: 'm', masters: [], workers } }, ['a']) })
  return summary(await dmBinding.check(fakeHost(), { source: 's1', to: [...to] }, tools))
}

test('dm_binding is content where one of them has it', async () => {
  assert.equal(await check([worker('w1', 'bound', 's1')], ['w2', 'w1']), 'same')
})

test('dm_binding hands it to the first that is free', async () => {
  const workers = [worker('w1', 'bound', 's1'), worker('w2', 'bound', 's2'), worker('w3', 'free'), worker('w4', 'free')]
  assert.deepEqual(await check(workers, ['w2', 'w4', 'w3']), ['s1 moves from w1 to w4'])
  assert.equal(await check(workers, ['w2']), 'blocked: cannot move s1 as none of w2 is free')
})
