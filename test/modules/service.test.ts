import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { service } from '../../src/modules/service.js'
import type { UnitStatus } from '../../src/services/services.js'
import { completed } from '../contract/modules.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeServices, fakeTools, running, stopped, summary } from './fake_tools.js'

const host = fakeHost()
  .expect(/^find '?\/dm\/log/)
  .expect('cat /proc/uptime', { stdout: '100.00 90.00\n' })
  .expect(/sha256sum/, { stdout: '100.00 90.00\nnew  -\n' })

const starting: UnitStatus = { kind: 'starting', enabled: false, failure: 'exit code 1' }
const wanted = (want: object) => completed(service, { unit: 'u', ...want })

describe('service', () => {
  const check = (status: UnitStatus, want: object) =>
    service.check(host, wanted(want), fakeTools({ services: fakeServices().see(status) }))
  const table: readonly [string, UnitStatus, object, string | string[]][] = [
    ['running, wanted running', running(), { state: 'running' }, 'same'],
    ['stopped, wanted running', stopped, { state: 'running' }, ['start u']],
    ['waiting for its restart, wanted running', starting, { state: 'running' }, ['start u']],
    [
      'missing, wanted running',
      { kind: 'missing' },
      { state: 'running' },
      'blocked: cannot start u as there is no such unit',
    ],
    [
      'without a watch',
      { ...running(), unwatched: true } as UnitStatus,
      { state: 'running' },
      ['put u under watch again'],
    ],
    ['running, wanted stopped', running(), { state: 'stopped' }, ['stop u']],
    ['waiting for its restart, wanted stopped', starting, { state: 'stopped' }, ['stop u']],
    ['stopped, wanted stopped', stopped, { state: 'stopped' }, 'same'],
    ['missing, wanted stopped', { kind: 'missing' }, { state: 'stopped' }, 'same'],
    [
      'unknown, wanted current',
      running(),
      { state: 'current' },
      ['restart u: nothing tells which files its process has read'],
    ],
    ['stopped, wanted current', stopped, { state: 'current' }, ['start u']],
    ['only to be enabled', stopped, { enabled: true }, ['enable u']],
    ['to be stopped and disabled', running(), { state: 'stopped', enabled: true }, ['stop u', 'enable u']],
  ]
  for (const [name, status, want, expected] of table) {
    test(`check() of a unit ${name}`, async () => assert.deepEqual(summary(await check(status, want)), expected))
  }

  test('check() gives the process', async () => {
    assert.deepEqual(await check(running(), { state: 'running' }), { kind: 'same', result: { pid: 42 } })
    assert.deepEqual(await check(stopped, { state: 'stopped' }), { kind: 'same', result: { pid: null } })
  })

  test('apply() records, starts, sees it stay, and enables', async () => {
    const services = fakeServices().see(stopped, stopped, running(9990))
    await service.apply(host, wanted({ state: 'running', enabled: true }), fakeTools({ services }))
    assert.deepEqual(services.calls, ['remember u', 'start u', 'enable u', 'reload'])
  })

  test('apply() puts under watch again without a stop', async () => {
    for (const state of ['running', 'current'] as const) {
      const services = fakeServices().see({ ...running(600), unwatched: true } as UnitStatus)
      services.records.set('u', { digest: 'new', bootId: 'before', seenTicks: 0 })
      await service.apply(host, wanted({ state }), fakeTools({ services }))
      assert.deepEqual(services.calls, ['start u'], state)
    }
  })

  test('apply() stops', async () => {
    const services = fakeServices().see(running())
    await service.apply(host, wanted({ state: 'stopped' }), fakeTools({ services }))
    assert.deepEqual(services.calls, ['stop u'])
  })

  test('explain() tells of one that ended behind that look', async () => {
    const services = fakeServices().see(starting)
    await assert.rejects(
      async () => service.explain?.(host, wanted({ state: 'current' }), fakeTools({ services })),
      /cannot keep u running as its process ended: exit code 1/,
    )
    await service.explain?.(host, wanted({ state: 'stopped' }), fakeTools({ services }))
  })

  test('apply() reports a process that ends at once', async () => {
    const services = fakeServices().see(stopped, stopped, running(9990), starting)
    await assert.rejects(
      service.apply(host, wanted({ state: 'running' }), fakeTools({ services })),
      /cannot keep u running as its process ended: exit code 1/,
    )
  })
})
