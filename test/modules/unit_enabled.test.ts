import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkEnabled, keepEnabled } from '../../src/modules/unit_enabled.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeServices, stopped, summary } from './fake_tools.js'

describe('checkEnabled()', () => {
  const services = fakeServices()
  test('counts only what is wanted and possible', () => {
    assert.equal(summary(checkEnabled(services, { unit: 'u' }, stopped)), 'same')
    assert.equal(summary(checkEnabled(services, { unit: 'u', enabled: false }, stopped)), 'same')
    assert.deepEqual(summary(checkEnabled(services, { unit: 'u', enabled: true }, stopped)), ['enable u'])
    assert.deepEqual(summary(checkEnabled(services, { unit: 'u', enabled: true }, { kind: 'missing' })), ['enable u'])
    assert.equal(summary(checkEnabled(fakeServices({ boots: false }), { unit: 'u', enabled: true }, stopped)), 'same')
  })
})

describe('keepEnabled()', () => {
  test('does only what is lacking', async () => {
    const services = fakeServices().see(stopped)
    await keepEnabled(fakeHost(), services, { unit: 'u' })
    await keepEnabled(fakeHost(), services, { unit: 'u', enabled: false })
    assert.deepEqual(services.calls, [])
    await keepEnabled(fakeHost(), services, { unit: 'u', enabled: true })
    assert.deepEqual(services.calls, ['enable u'])
  })
})
