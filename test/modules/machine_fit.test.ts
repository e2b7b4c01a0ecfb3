import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BecomeError } from '../../src/hosts/errors.js'
import { machineFit } from '../../src/modules/machine_fit.js'
import { completed } from '../contract/modules.js'
import { type FakeHost, fakeHost } from '../fakes/fake_host.js'
import { fakeServices, fakeTools } from './fake_tools.js'

const machine = (skew = 0): FakeHost =>
  fakeHost({ '/proc/sys/fs/nr_open': { text: '1048576\n' } }, { clock_skew_ms: skew, systemd: null })

describe('machine_fit', () => {
  const want = completed(machineFit, { hosts: [] })

  test('says all that is wrong at once', async () => {
    const refused = new BecomeError('h', { user: 'root', login: 'ops', said: 'no' })
    const host: FakeHost = {
      ...machine(9000),
      as: () => ({ ...machine(), stat: () => Promise.reject(refused) }),
    }
    await assert.rejects(machineFit.read(host, want, fakeTools()), {
      message:
        'cannot use this machine as 3 things are in the way: cannot become root on h as sudo does not let ops: no; ' +
        "systemd does not run here; its clock is 9.0 s ahead of this machine's",
    })
  })

  test('is content with a machine that needs neither root nor systemd, and mentions a clock that is nearly right', async () => {
    const tools = fakeTools({ services: fakeServices({ kind: 'supervised', become: null }) })
    assert.deepEqual(await machineFit.read(machine(-600), want, tools), { troubles: [] })
    assert.deepEqual(tools.said, ["its clock is 0.6 s behind this machine's"])
  })
})
