import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { legacyUnit } from '../../src/modules/legacy_unit.js'
import { type FakeFile, fakeHost } from '../fakes/fake_host.js'
import { fakeServices, fakeTools, running, stopped, summary } from './fake_tools.js'

const script = '/home/tidb/deploy/scripts/run_dm-worker.sh'
const old: FakeFile = { text: `[Service]\nUser=tidb\nExecStart=${script}\n` }
const ours: FakeFile = { text: '[Service]\nExecStart=/bin/bash -c x\n' }
const unit = '/units/u.service'
const aside = `${unit}.dm-ansible`

describe('legacy_unit', () => {
  const check = async (files: Record<string, FakeFile>, state: 'aside' | 'restored', status = stopped) =>
    summary(
      await legacyUnit.check(
        fakeHost(files),
        { unit: 'u', script, state },
        fakeTools({ services: fakeServices().see(status) }),
      ),
    )

  test('keeps the old unit aside, once', async () => {
    assert.deepEqual(await check({ [unit]: old }, 'aside'), [`keep the unit of DM 1.0 as ${aside}`])
    assert.equal(await check({ [unit]: ours, [aside]: old }, 'aside'), 'same')
  })
  test('takes no other unit for an old one', async () => {
    assert.equal(await check({ [unit]: ours }, 'aside'), 'same')
    assert.equal(await check({}, 'aside'), 'same')
  })
  test('puts it back, stopped', async () => {
    assert.deepEqual(await check({ [unit]: ours, [aside]: old }, 'restored'), [`put ${unit} of DM 1.0 back`])
    assert.equal(await check({ [unit]: old }, 'restored'), 'same')
    assert.match(String(await check({ [aside]: old }, 'restored', running())), /blocked: .* has a process/)
  })
  test('apply() moves as root and makes it known', async () => {
    const services = fakeServices()
    const host = fakeHost({ [unit]: ours, [aside]: old }).allowWrites()
    await legacyUnit.apply(host, { unit: 'u', script, state: 'restored' }, fakeTools({ services }))
    assert.deepEqual(host.scripts, [`mv -f ${aside} ${unit}`])
    assert.ok(services.calls.includes('reload'))
    assert.equal(host.ran.find(({ by }) => by === 'run')?.user, 'root')
  })
})
