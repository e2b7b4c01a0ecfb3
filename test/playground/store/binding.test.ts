import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bound, rebound, stageOf, wantsRebinding } from '../../../src/playground/store/binding.js'
import { workerOf } from '../../../src/playground/store/state.js'
import { source, stateOf, worker } from '../states.js'

test('stageOf() knows four stages', () => {
  assert.equal(stageOf(worker('w', { lease: null, source: 's' })), 'offline')
  assert.equal(stageOf(worker('w', { source: 's' })), 'bound')
  assert.equal(stageOf(worker('w', { relaySource: 's' })), 'relay')
  assert.equal(stageOf(worker('w')), 'free')
})

const rows = [
  { name: 'any free worker', workers: [worker('a', { lease: null }), worker('b')], chosen: 'b' },
  { name: 'the last bound one before any', workers: [worker('a'), worker('b', { lastSource: 's1' })], chosen: 'b' },
  {
    name: 'one with relay before the last bound',
    workers: [worker('a', { lastSource: 's1' }), worker('b', { relaySource: 's1' })],
    chosen: 'b',
  },
  {
    name: 'last bound with relay before relay',
    workers: [worker('a', { relaySource: 's1' }), worker('b', { relaySource: 's1', lastSource: 's1' })],
    chosen: 'b',
  },
  {
    name: 'an unfinished load before all',
    workers: [
      worker('a', { relaySource: 's1', lastSource: 's1' }),
      worker('b', { loading: [{ task: 't', source: 's1' }] }),
    ],
    chosen: 'b',
  },
  { name: 'none that relays another source', workers: [worker('a', { relaySource: 's2' })], chosen: undefined },
  { name: 'none that is bound', workers: [worker('a', { source: 's2' })], chosen: undefined },
]

for (const { name, workers, chosen } of rows) {
  test(`rebound() chooses ${name}`, () => {
    const state = stateOf({
      workers,
      sources: [source('s1'), ...(workers.some((row) => row.source === 's2') ? [source('s2')] : [])],
    })
    assert.equal(workerOf(rebound(state), 's1')?.name, chosen)
  })
}

test('rebound() moves a source away from an offline worker, and not back', () => {
  const before = stateOf({
    workers: [worker('a', { lease: null, source: 's1', lastSource: 's1' }), worker('b')],
    sources: [source('s1')],
  })
  const moved = rebound(before)
  assert.equal(workerOf(moved, 's1')?.name, 'b')
  const back = { ...moved, workers: { ...moved.workers, a: worker('a', { lastSource: 's1' }) } }
  assert.equal(rebound(back), back)
  assert.equal(wantsRebinding(back), false)
})

test('bound() remembers the source', () => {
  assert.equal(bound(stateOf({}), worker('a'), 's1').workers.a?.lastSource, 's1')
})
