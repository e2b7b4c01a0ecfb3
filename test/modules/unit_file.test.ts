import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { unitFile } from '../../src/modules/unit_file.js'
import type { UnitSpec } from '../../src/services/services.js'
import { completed } from '../contract/modules.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeInstance, fakeServices, fakeTools, running, stopped, summary } from './fake_tools.js'

const want = completed(unitFile, { unit: 'u', script: '/dm/run.sh' })
const absent = completed(unitFile, { unit: 'u', state: 'absent' })
const text = 'ExecStart=/dm/run.sh\n'

describe('unit_file', () => {
  test('check() compares the text that the services make', async () => {
    const tools = fakeTools()
    const found = fakeHost({ '/units/u.service': { text } })
    assert.equal(summary(await unitFile.check(found, want, tools)), 'same')
    assert.deepEqual(summary(await unitFile.check(fakeHost(), want, tools)), ['create /units/u.service'])
  })

  test('check() sees whether it starts at boot', async () => {
    const tools = fakeTools({ services: fakeServices().see(stopped) })
    const found = fakeHost({ '/units/u.service': { text } })
    const enabled = completed(unitFile, { ...want, enabled: true })
    assert.deepEqual(summary(await unitFile.check(found, enabled, tools)), ['enable u'])
  })

  test('apply() writes as the user of the services, then makes it known', async () => {
    const services = fakeServices()
    const host = fakeHost().allowWrites()
    await unitFile.apply(host, want, fakeTools({ services }))
    assert.deepEqual(
      host.writes.map(({ user, path, content }) => [user, path, content]),
      [['root', '/units/u.service', text]],
    )
    assert.deepEqual(services.calls, ['reload'])
  })

  test('never lets a process of the system manager run as root unasked', async () => {
    const specs: UnitSpec[] = []
    const render = (spec: UnitSpec) => {
      specs.push(spec)
      return { path: '/units/u.service', text }
    }
    await unitFile.check(fakeHost(), want, fakeTools({ services: fakeServices({ render }) }))
    await unitFile.check(fakeHost(), want, fakeTools({ services: fakeServices({ render, become: null }) }))
    assert.deepEqual(
      specs.map(({ user, directory, description }) => [user, directory, description]),
      [
        ['tidb', '/dm', 'u'],
        [null, '/dm', 'u'],
      ],
    )
  })

  test('says what it lacks', async () => {
    const tools = fakeTools({ host: fakeInstance({ deploy_dir: null }) })
    await assert.rejects(async () => unitFile.check(fakeHost(), want, tools), /no directory is given/)
  })
})

describe('unit_file, absent', () => {
  test('is refused while it has a process', async () => {
    const tools = fakeTools({ services: fakeServices().see(running()) })
    const check = await unitFile.check(fakeHost(), absent, tools)
    assert.equal(summary(check), 'blocked: cannot remove the unit u as it has a process')
  })

  test('removes the unit, its link and its record', async () => {
    const services = fakeServices().see(stopped)
    const host = fakeHost({ '/units/u.service': { text } }).allowWrites()
    assert.deepEqual(summary(await unitFile.check(host, absent, fakeTools({ services }))), ['remove the unit u'])
    await unitFile.apply(host, absent, fakeTools({ services }))
    assert.deepEqual(services.calls, ['disable u', 'forget u', 'reload'])
    assert.deepEqual(host.ran, [{ by: 'run', user: 'root', script: 'rm -f /units/u.service' }])
  })

  test('is same where nothing is left', async () => {
    assert.equal(summary(await unitFile.check(fakeHost(), absent, fakeTools())), 'same')
  })
})
