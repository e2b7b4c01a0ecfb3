import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { probe } from '../../src/modules/probe.js'
import { recordText } from '../../src/modules/release_place.js'
import type { UnitStatus } from '../../src/services/services.js'
import { completed } from '../contract/modules.js'
import { type FakeFile, fakeFacts, fakeHost } from '../fakes/fake_host.js'
import { fakeStore } from './fake_store.js'
import { fakeInstance, fakeServices, fakeTools, running, stopped } from './fake_tools.js'

const record = (digest: string, confirmed: boolean): FakeFile => ({
  text: recordText({ digest, confirmed, version: 'v1' }),
})
const wants = { path: '/p', sha256: 'new', size: 1 }

async function look(status: UnitStatus, want: object, files: Readonly<Record<string, FakeFile>> = {}) {
  const services = fakeServices().see(status)
  services.records.set('dm-worker-8262', { digest: 'files', bootId: fakeFacts.boot_id, seenTicks: 5 })
  const host = fakeHost(files).expect(/sha256sum/, { stdout: '100.00 90.00\nfiles  -\n' })
  return probe.read(host, completed(probe, want), fakeTools({ services }))
}

const pick = (found: object, ...keys: string[]): unknown[] => keys.map((key) => Reflect.get(found, key))

describe('probe', () => {
  const release = { release: '/dm/bin', wants }
  const current = { '/dm/bin/.release': record('new', true) }

  test('has every key that it documents', async () => {
    const found = await look(running(9), {})
    assert.deepEqual(Object.keys(found).sort(), Object.keys(probe.results ?? {}).sort())
  })

  test('tells the process', async () => {
    assert.deepEqual(pick(await look(running(9), {}), 'exists', 'running', 'pid', 'current'), [true, true, 42, true])
    assert.deepEqual(pick(await look(running(3), {}), 'running', 'current', 'same'), [true, false, false])
    const failed: UnitStatus = { kind: 'starting', enabled: true, failure: 'exit code 1' }
    assert.deepEqual(pick(await look(failed, {}), 'starting', 'failure', 'enabled'), [true, 'exit code 1', true])
    assert.deepEqual(pick(await look({ kind: 'missing' }, {}), 'exists', 'running', 'pid'), [false, false, null])
  })

  test('is same where bin is wanted and confirmed, and its process current', async () => {
    assert.deepEqual(pick(await look(running(9), release, current), 'same', 'digest', 'version'), [true, 'new', 'v1'])
    assert.deepEqual(pick(await look(running(3), release, current), 'same'), [false])
    assert.deepEqual(pick(await look(stopped, release, current), 'same'), [false])
    assert.deepEqual(pick(await look(stopped, { ...release, offline: true }, current), 'same'), [true])
    const unconfirmed = { '/dm/bin/.release': record('new', false) }
    assert.deepEqual(pick(await look(running(9), release, unconfirmed), 'same', 'unconfirmed'), [false, true])
    const other = { '/dm/bin/.release': record('old', true), '/dm/.bin.next/.release': record('new', false) }
    assert.deepEqual(pick(await look(running(9), release, other), 'same', 'unconfirmed', 'staged'), [
      false,
      false,
      true,
    ])
  })

  test('tells whether the process runs what is wanted, confirmed or not', async () => {
    const unconfirmed = { '/dm/bin/.release': record('new', false) }
    const cases: readonly (readonly [UnitStatus, Parameters<typeof look>[2], boolean])[] = [
      [running(9), unconfirmed, true],
      [running(9), current, true],
      [running(3), unconfirmed, false],
      [stopped, unconfirmed, false],
      [running(9), { '/dm/bin/.release': record('old', true) }, false],
    ]
    for (const [status, files, runs] of cases)
      assert.deepEqual(pick(await look(status, release, files), 'runs'), [runs])
  })

  test('counts a missing bin as unconfirmed where an older one is left', async () => {
    assert.deepEqual(pick(await look(stopped, release, { '/dm/.bin.prev/x': {} }), 'unconfirmed'), [true])
    assert.deepEqual(pick(await look(stopped, release), 'unconfirmed'), [false])
  })

  test('tells whether an interrupted run took it out', async () => {
    const tools = fakeTools({
      host: fakeInstance({ unit: null }),
      cluster: fakeStore({ withdrawn: { [fakeInstance().id]: { out: true } } }),
    })
    assert.deepEqual(pick(await probe.read(fakeHost(), completed(probe, {}), tools), 'out'), [true])
    assert.deepEqual(pick(await look(running(9), {}), 'out'), [false])
  })

  test('looks at a host without a unit', async () => {
    const tools = fakeTools({ host: fakeInstance({ unit: null }) })
    const found = await probe.read(fakeHost(), completed(probe, {}), tools)
    assert.deepEqual(pick(found, 'exists', 'current'), [false, false])
  })
})
