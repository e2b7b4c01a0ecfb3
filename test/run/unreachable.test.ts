// What a play does about machines that are out of reach, by its word `unreachable`: on the small world.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Event } from '../../src/core/event.js'
import type { OwedWish } from '../../src/state/cluster_store.js'
import { type MemoryStore, memoryStore } from '../fakes/memory_store.js'
import { emptyRecord } from '../state/records.js'
import { type Ran, runText, type Small, small } from './playground.js'

const stop = `
description: test
plays:
  - name: stop
    hosts: all
    unreachable: tolerate
    max_failures: 0
    tasks:
      - { name: stop, service: { unit: "\${{ host.unit }}", state: stopped } }
  - name: after
    hosts: all
    unreachable: tolerate
    tasks:
      - { name: after, note: { text: after } }`

const start = stop.replaceAll('stopped', 'running').replaceAll('tolerate', 'abort')

interface Scene {
  readonly world: Small
  readonly cluster: MemoryStore
}

const scene = (owed?: Readonly<Record<string, OwedWish>>): Scene => ({
  world: small(),
  cluster: memoryStore({ ...emptyRecord('c1'), ...(owed ? { owed } : {}) }),
})

const run = (text: string, { world, cluster }: Scene, onEvent?: (event: Event) => void): Promise<Ran> =>
  runText(text, { world, cluster, ...(onEvent ? { onEvent } : {}) })

const wants = ({ cluster }: Scene): Record<string, string> =>
  Object.fromEntries(Object.entries(cluster.meta()?.owed ?? {}).map(([id, wish]) => [id, wish.wants]))

/** The machine dies as soon as this is about to happen, or has happened. */
function dying(world: Small, kind: Event['kind']): (event: Event) => void {
  return (event) => {
    if (event.kind === kind && (!('host' in event) || event.host === 'b')) world.dead.add('b')
  }
}

describe('unreachable: tolerate', () => {
  test('the others go on without a machine that is dead at connect', async () => {
    const here = scene()
    here.world.dead.add('b')
    const { result, outcomes } = await run(stop, here)
    assert.equal(result, 'unreachable')
    assert.deepEqual(
      outcomes.filter((line) => line.includes(' b ')),
      ['stop b unreachable'],
    )
    assert.deepEqual(here.world.log, ['a stopped', 'c stopped', 'a after', 'c after'])
    assert.deepEqual(wants(here), { b: 'stopped' })
  })

  test('a machine that is lost between tasks is unreachable, one that is lost in a change is in doubt', async () => {
    const between = scene()
    const first = await run(stop, between, dying(between.world, 'play_started'))
    assert.ok(first.outcomes.includes('stop b unreachable'))
    const amid = scene()
    const second = await run(stop, amid, dying(amid.world, 'host_applying'))
    assert.ok(second.outcomes.includes('stop b in_doubt'))
    for (const here of [between, amid]) {
      assert.deepEqual(here.world.log.toSorted(), ['a after', 'a stopped', 'c after', 'c stopped'])
      assert.deepEqual(wants(here), { b: 'stopped' })
    }
  })

  test('a host that is lost before the play that wants something of it owes it too', async () => {
    const here = scene()
    const text = stop.replace(
      '  - name: stop',
      '  - name: look\n    hosts: all\n    unreachable: tolerate\n    tasks:\n      - { name: look, look: { name: x } }\n  - name: stop',
    )
    here.world.dead.add('b')
    await run(text, here)
    assert.deepEqual(wants(here), { b: 'stopped' })
  })

  test('a host that failed owes nothing, and the result is failed', async () => {
    const here = scene()
    here.world.dead.add('b')
    const { result } = await run(`${stop}\n      - { name: boom, when: "host.id == 'c'", boom: { message: no } }`, here)
    assert.equal(result, 'failed')
    assert.deepEqual(wants(here), { b: 'stopped' })
  })

  test('a machine that one play needs is missed by all', async () => {
    const here = scene()
    here.world.dead.add('b')
    const mixed = stop.replace(/tolerate(?![\s\S]*tolerate)/, 'abort')
    await assert.rejects(run(mixed, here), { code: 'E-UNREACHABLE' })
    assert.deepEqual([here.world.log, wants(here)], [[], {}])
  })

  test('a play that aborts counts a host that is lost', async () => {
    const here = scene()
    const { result } = await run(
      `${start}`.replace('abort\n    max', 'abort\n    serial: 1\n    max'),
      here,
      dying(here.world, 'play_started'),
    )
    assert.equal(result, 'unreachable')
    assert.deepEqual(here.world.log, ['a running'])
    assert.deepEqual(wants(here), {})
  })

  test('a plan tells of the machine and keeps nothing', async () => {
    const here = scene()
    here.world.dead.add('b')
    const { result } = await runText(stop, { ...here, mode: 'plan' })
    assert.equal(result, 'unreachable')
    assert.deepEqual([here.cluster.saves, here.world.log], [0, []])
  })

  test('down_first and last bear a host that is out of reach', async () => {
    const here = scene()
    here.world.dead.add('b')
    const text = stop.replace('max_failures: 0', 'serial: 1\n    last: facts.hostname == "x"')
    const { outcomes } = await run(text, here)
    assert.deepEqual(outcomes.slice(0, 3), ['stop b unreachable', 'stop a changed', 'stop c changed'])
  })
})

describe('owed work', () => {
  const owed = { b: { wants: 'stopped', since: 5, run: 'r0' } } as const
  const note = `
description: test
plays:
  - name: note
    hosts: all
    tasks:
      - { name: note, note: { text: note } }`

  test('is done first by a run that wants nothing else, and struck out', async () => {
    const here = scene(owed)
    const { result, events } = await run(note, here)
    assert.equal(result, 'ok')
    assert.deepEqual(here.world.log, ['b stopped', 'a note', 'b note', 'c note'])
    assert.deepEqual(wants(here), {})
    const plays = events.flatMap((event) => (event.kind === 'play_started' ? [[event.play, event.name]] : []))
    assert.deepEqual(plays, [
      [1, 'Bring to stopped what an earlier run could not reach'],
      [0, 'note'],
    ])
  })

  test('is only shown by a plan', async () => {
    const here = scene(owed)
    const { outcomes } = await runText(note, { ...here, mode: 'plan' })
    assert.equal(outcomes[0], 'Bring the unit to the state that was wanted b changed')
    assert.deepEqual([wants(here), here.world.log], [{ b: 'stopped' }, []])
  })

  test('is replaced by the wish of a run that wants another state', async () => {
    const here = scene(owed)
    const { result } = await run(start, here)
    assert.equal(result, 'ok')
    assert.deepEqual(here.world.log.slice(0, 3), ['a running', 'b running', 'c running'])
    assert.deepEqual(wants(here), {})
  })

  test('keeps its date while the same is wanted of a machine that is still dead', async () => {
    const here = scene(owed)
    here.world.dead.add('b')
    await run(stop, here)
    assert.deepEqual(here.cluster.meta()?.owed, owed)
  })

  test('is left alone where the run does not reach the machine', async () => {
    const here = scene(owed)
    await run(note.replace('hosts: all', 'hosts: "${{ groups.all.filter(h, h.id != \'b\') }}"'), here)
    assert.deepEqual([wants(here), here.world.log], [{ b: 'stopped' }, ['a note', 'c note']])
  })
})
