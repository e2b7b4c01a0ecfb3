import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { SourceStatus } from '../../src/hosts/dm_api.js'
import { moveSource } from '../../src/modules/move_source.js'
import { fakeDm } from './fake_dm.js'
import { dmctlHost, dmctlPackages } from './fake_dmctl.js'
import { fakeStore } from './fake_store.js'
import { fakeTools } from './fake_tools.js'

const done = '{ "result": true, "msg": "" }'
const refusal = (code: number) => `{ "result": false, "msg": "[code=${code}:class=scheduler], Message: no" }`

/** A DM in which w1 has s1; `strict`: it moves no source whose tasks run, as before v6. */
function world({ strict = false, unit = 'Sync', relay = false, transfers = true } = {}) {
  const log: string[] = []
  const state = { stage: 'Running', holder: 'w1' }
  const cluster = fakeStore()
  const status = (): SourceStatus => ({
    source: 's1',
    relay,
    subtasks: [
      { task: 't1', stage: state.stage, unit, errors: [] },
      { task: 'mine', stage: 'Paused', unit: 'Sync', errors: [] },
    ],
  })
  const members = () => ({
    leader: 'm1',
    masters: [],
    workers: [{ name: state.holder, address: 'a', stage: 'bound' as const, source: 's1' }],
  })
  const dm = {
    ...fakeDm({}, ['a:8261']),
    members: async () => members(),
    source: async () => status(),
    async operateTask(op: 'pause' | 'resume', { task }: { task: string }) {
      log.push(`${op} ${task}, owing ${JSON.stringify(cluster.meta?.moving)}`)
      state.stage = op === 'pause' ? 'Paused' : 'Running'
    },
  }
  const { host, asked } = dmctlHost(() => {
    if (!transfers) return refusal(46006)
    if (strict && state.stage === 'Running') return refusal(46019)
    state.holder = 'w2'
    return done
  })
  const tools = fakeTools({ dm, cluster, packages: dmctlPackages })
  const move = () => moveSource(host, { source: 's1', worker: 'w2' }, tools)
  return { move, log, asked, state, cluster }
}

describe('moveSource()', () => {
  test('asks DM once where that is enough', async () => {
    const { move, log, asked, state, cluster } = world()
    await move()
    assert.deepEqual([asked, log, state.holder], [['transfer-source s1 w2'], [], 'w2'])
    assert.equal(cluster.meta?.moving, undefined)
  })

  test('pauses what runs where DM wants that, noted before, and resumes it and nothing else', async () => {
    const { move, log, state, cluster } = world({ strict: true })
    await move()
    const owing = 'owing {"s1":["t1"]}'
    assert.deepEqual([log, state], [[`pause t1, ${owing}`, `resume t1, ${owing}`], { stage: 'Running', holder: 'w2' }])
    assert.equal(cluster.meta?.moving, undefined)
  })

  test('leaves nothing paused where DM refuses', async () => {
    const { move, state, cluster } = world({ transfers: false })
    await assert.rejects(move(), { code: 'E-MOVE', message: 'cannot move s1 to w2 as DM refuses it', detail: /46006/ })
    assert.deepEqual([state, cluster.meta?.moving], [{ stage: 'Running', holder: 'w1' }, undefined])
  })

  for (const [given, why] of [
    [{ unit: 'Load' }, /t1 is in load/],
    [{ relay: true }, /a relay log is written for it/],
  ] as const) {
    test(`refuses ${JSON.stringify(given)} and asks DM for nothing`, async () => {
      const { move, asked } = world(given)
      await assert.rejects(move(), { message: why, hint: '--workers stay' })
      assert.deepEqual(asked, [])
    })
  }
})
