import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { currency, restartWithNewest } from '../../src/modules/service_current.js'
import type { CurrentRecord, UnitStatus } from '../../src/services/services.js'
import { fakeFacts, fakeHost } from '../fakes/fake_host.js'
import { fakeServices, fakeTools, running, stopped } from './fake_tools.js'

const host = fakeHost().expect(/sha256sum/, { stdout: '100.00 90.00\nnew  -\n' })
const bootId = fakeFacts.boot_id
const record = (given: Partial<CurrentRecord> = {}): CurrentRecord => ({
  digest: 'new',
  bootId,
  seenTicks: 500,
  ...given,
})

function scene(status: UnitStatus, found: CurrentRecord | null) {
  const services = fakeServices().see(status)
  if (found) services.records.set('u', found)
  return { services, tools: fakeTools({ services }) }
}

describe('currency()', () => {
  const program = (executable: string): UnitStatus => ({ ...running(600), executable }) as UnitStatus
  const table: readonly [string, UnitStatus, CurrentRecord | null, string | null][] = [
    ['started after its files were seen', running(501), record(), null],
    ['started in the very tick', running(500), record(), 'its process is older than its files'],
    ['started before', running(400), record(), 'its process is older than its files'],
    ['started in a later boot', running(400), record({ bootId: 'before' }), null],
    ['of other files', running(600), record({ digest: 'old' }), 'its files changed'],
    ['that nobody knows', running(600), null, 'nothing tells which files its process has read'],
    ['that does not run', stopped, record(), 'it has no process'],
    ['whose program was deleted', program('/dm/bin/x (deleted)'), record(), 'its program was replaced'],
    ['whose program was put aside', program('/dm/.bin.prev/x'), record(), 'its program was replaced'],
    ['whose program is the system’s', program('/usr/bin/x (deleted)'), record(), null],
  ]
  for (const [name, status, found, why] of table) {
    test(`of a process ${name}`, async () => {
      const { tools } = scene(status, found)
      assert.equal((await currency(host, tools, { unit: 'u' })).why, why)
    })
  }
})

describe('restartWithNewest()', () => {
  const calls = async (status: UnitStatus, found: CurrentRecord | null): Promise<readonly string[]> => {
    const { services, tools } = scene(status, found)
    await restartWithNewest(host, tools, { unit: 'u' })
    return services.calls
  }

  test('records before it stops and starts', async () => {
    assert.deepEqual(await calls(running(600), null), ['remember u', 'stop u', 'start u'])
    assert.deepEqual(await calls(running(600), record({ digest: 'old' })), ['remember u', 'stop u', 'start u'])
    assert.deepEqual(await calls(stopped, null), ['remember u', 'start u'])
  })

  test('keeps the record of what was seen before', async () => {
    assert.deepEqual(await calls(running(400), record()), ['stop u', 'start u'])
    assert.deepEqual(await calls(stopped, record()), ['start u'])
  })

  test('leaves a current process alone', async () => assert.deepEqual(await calls(running(600), record()), []))

  test('lets a tick pass between the record and the start', async () => {
    const { tools, services } = scene(stopped, null)
    await restartWithNewest(host, tools, { unit: 'u' })
    assert.equal(services.records.get('u')?.seenTicks, 10_000)
    assert.ok(tools.clock.now() >= 10)
  })
})
