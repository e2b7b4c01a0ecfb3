import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { endedPlays, hostsDone, inDoubt, runHead } from '../../src/state/run_head.js'

const head = { kind: 'head', run: 'r1', verb: 'restart', cluster: 'prod', words: ['restart'], cwd: '/', from: 0 }
const started = (play: number) => ({ kind: 'play_started', play })
const ended = (play: number) => ({ kind: 'play_finished', play })
const finished = (host: string, kind: string, id = 't1') => ({
  kind: 'host_finished',
  host,
  task: { id },
  outcome: { kind },
})
const applying = (host: string, id = 't1') => ({
  kind: 'applying',
  host,
  task: { id, name: 'Stop' },
  changes: ['stop it'],
})

test('runHead() is the first line, null where there is none', () => {
  assert.equal(runHead([head, started(0)])?.run, 'r1')
  assert.equal(runHead([started(0), null, 7]), null)
})

describe('endedPlays()', () => {
  const cases: [string, object[], number][] = [
    ['none', [head, started(0)], 0],
    ['those that ended', [head, started(0), ended(0), started(1)], 1],
    ['those that were skipped', [head, started(0), ended(0), { kind: 'play_skipped', play: 1 }, started(2)], 2],
    ['none behind one with a failure', [head, started(0), finished('a', 'failed'), ended(0), started(1), ended(1)], 0],
    ['those that were left out before too', [{ ...head, from: 3 }, started(0), ended(0)], 4],
  ]
  for (const [name, records, count] of cases) test(`counts ${name}`, () => assert.equal(endedPlays(records), count))
})

test('hostsDone() names those whose last word is good', () => {
  const records = [
    finished('a', 'ok'),
    finished('b', 'changed'),
    finished('c', 'failed'),
    finished('b', 'unreachable', 't2'),
  ]
  assert.deepEqual(hostsDone(records), ['a'])
})

test('inDoubt() is what was begun and has no end', () => {
  const records = [applying('a'), finished('a', 'changed'), applying('b'), applying('a', 't2')]
  assert.deepEqual(
    inDoubt(records).map(({ host, task, changes }) => [host, task, changes]),
    [
      ['b', 'Stop', ['stop it']],
      ['a', 'Stop', ['stop it']],
    ],
  )
})
