import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { settle, settled } from '../../src/modules/service_settle.js'
import type { UnitStatus } from '../../src/services/services.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeServices, fakeTools, running, stopped } from './fake_tools.js'

/** The machine runs for 100 s. */
const host = fakeHost()
  .expect(/^find '?\/dm\/log/)
  .expect('cat /proc/uptime', { stdout: '100.00 90.00\n' })
const toolsSeeing = (...statuses: UnitStatus[]) => fakeTools({ services: fakeServices().see(...statuses) })

describe('settled()', () => {
  const status = running(9999)
  if (status.kind !== 'running') throw new TypeError('it runs')

  test('needs one look at a process that is older than half a second', async () => {
    const tools = toolsSeeing(stopped)
    assert.equal(await settled(host, tools, { unit: 'u', status, ticks: 10_100 }), true)
    assert.equal(tools.clock.now(), 0)
  })

  test('looks at a young one again, when it would be half a second old', async () => {
    const same = toolsSeeing(running(9999))
    assert.equal(await settled(host, same, { unit: 'u', status, ticks: 10_009 }), true)
    assert.equal(same.clock.now(), 400)
    const another = toolsSeeing(running(9999, 43))
    assert.equal(await settled(host, another, { unit: 'u', status, ticks: 10_009 }), false)
    assert.equal(await settled(host, toolsSeeing(stopped), { unit: 'u', status, ticks: 10_009 }), false)
  })
})

describe('settle()', () => {
  test('is content with a process that stays', async () => {
    await settle(host, toolsSeeing(running(9990)), 'u')
  })

  test('says how the process ended, and what it said last', async () => {
    const failed: UnitStatus = { kind: 'starting', enabled: false, failure: 'exit code 2' }
    await assert.rejects(settle(host, toolsSeeing(running(9990), failed), 'u'), {
      message: 'cannot keep u running as its process ended: exit code 2',
      code: 'E-SERVICE',
      detail: 'panic: no such file\n',
    })
    await assert.rejects(settle(host, toolsSeeing(running(9990), running(9995, 43)), 'u'), /it ended at once/)
  })
})
