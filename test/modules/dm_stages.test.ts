import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { SourceStatus } from '../../src/hosts/dm_api.js'
import { dmStages } from '../../src/modules/dm_stages.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeDm } from './fake_dm.js'
import { fakeTools } from './fake_tools.js'

const before = [
  { source: 's1', task: 't1', stage: 'Running' },
  { source: 's1', task: 't2', stage: 'Paused' },
]
const now = (stage: string, errors: readonly string[] = []): SourceStatus => ({
  source: 's1',
  relay: false,
  subtasks: [{ task: 't1', stage, unit: 'Sync', errors }],
})

/** What each look sees; the last one stays. */
function ask(...looks: readonly (SourceStatus | Error)[]) {
  let look = 0
  const dm = {
    ...fakeDm({}, ['a']),
    async source() {
      const found = looks[Math.min(look++, looks.length - 1)]
      if (!found || found instanceof Error) throw found ?? new Error('nothing')
      return found
    },
  }
  return dmStages.read(fakeHost(), { before, timeout: '2s' }, fakeTools({ dm }))
}

describe('dm_stages', () => {
  test('waits until what ran runs again; what was paused does not count', async () => {
    assert.deepEqual(await ask(new Error('gone'), now('New'), now('Running')), { running: 1 })
    assert.deepEqual(await ask(now('Finished')), { running: 1 })
  })

  test('asks nobody where nothing ran', async () => {
    const tools = fakeTools()
    assert.deepEqual(await dmStages.read(fakeHost(), { before: before.slice(1) }, tools), { running: 0 })
  })

  test('says which task does not, and what stopped it', async () => {
    const message = 'cannot see every task run again within 2s: last seen: t1 is paused on s1: no table'
    await assert.rejects(ask(now('Paused', ['no table'])), { message })
    await assert.rejects(ask({ ...now('Running'), subtasks: [] }), /t1 is not on s1/)
  })
})
