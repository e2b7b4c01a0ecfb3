import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { SourceStatus } from '../../src/hosts/dm_api.js'
import { settleMoves } from '../../src/run/settle_moves.js'
import { fakeDm } from '../modules/fake_dm.js'
import { fakeStore } from '../modules/fake_store.js'

const moving = { s1: ['t1'], s2: ['t2'] }

async function settle(resumes: boolean) {
  const asked: string[] = []
  const status = (source: string, task: string): SourceStatus => ({
    source,
    relay: false,
    subtasks: [
      { task, stage: 'Paused', unit: 'Sync', errors: [] },
      { task: 'mine', stage: 'Paused', unit: 'Sync', errors: [] },
    ],
  })
  const sources: Record<string, SourceStatus> = { s1: status('s1', 't1'), s2: { ...status('s2', 't2'), subtasks: [] } }
  const operated = () => {
    if (resumes) sources.s1 = { ...status('s1', 't1'), subtasks: [] }
  }
  const cluster = fakeStore({ moving })
  const settled = await settleMoves({ cluster, dm: fakeDm({ asked, sources, operated }, []) })
  return { asked, settled, moving: cluster.meta?.moving }
}

describe('settleMoves()', () => {
  test('resumes what is owed and nothing else, and strikes it out', async () => {
    assert.deepEqual(await settle(true), { asked: ['resume t1 on s1'], settled: ['s1', 's2'], moving: undefined })
  })

  test('goes on owing what stays paused', async () => {
    assert.deepEqual((await settle(false)).moving, { s1: ['t1'] })
  })

  test('goes on owing where nobody answers, and has nothing to do without a cluster', async () => {
    const cluster = fakeStore({ moving })
    const dm = { ...fakeDm({}, []), source: () => Promise.reject(new Error('refused')) }
    assert.deepEqual(await settleMoves({ cluster, dm }), [])
    assert.deepEqual(cluster.meta?.moving, moving)
    assert.deepEqual(await settleMoves({ cluster: null, dm }), [])
  })
})
