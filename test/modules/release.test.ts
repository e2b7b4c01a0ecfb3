import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { release } from '../../src/modules/release.js'
import { recordText } from '../../src/modules/release_place.js'
import { completed } from '../contract/modules.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeInstance, fakeServices, fakeTools, running, stopped, summary } from './fake_tools.js'

const parcel = { path: '/p.tar.gz', sha256: 'new', size: 1 }
const wanted = (want: object) => completed(release, { dest: '/dm/bin', package: parcel, ...want })
const record = (digest: string, confirmed: boolean) => ({ text: recordText({ digest, confirmed, version: 'v1' }) })
const swappable = () =>
  fakeHost({ '/dm/bin/.release': record('old', true), '/dm/.bin.next/.release': record('new', false) })

describe('release', () => {
  test('is not swapped under a process, the host’s own or those that are named', async () => {
    const tools = fakeTools({ services: fakeServices().see(running()) })
    const why = (units: string) => `blocked: cannot swap /dm/bin as ${units} has a process`
    assert.equal(summary(await release.check(swappable(), wanted({ state: 'active' }), tools)), why('dm-worker-8262'))
    const named = wanted({ state: 'active', unit: ['a', 'b'] })
    assert.equal(summary(await release.check(swappable(), named, tools)), why('a, b'))
    const nobody = fakeTools({ services: tools.services, host: fakeInstance({ unit: null }) })
    assert.deepEqual(summary(await release.check(swappable(), wanted({ state: 'active' }), nobody)), [
      '/dm/bin: old → new',
    ])
  })

  test('may stay as it is under a process', async () => {
    const tools = fakeTools({ services: fakeServices().see(running()) })
    const host = fakeHost({ '/dm/bin/.release': record('new', true) })
    for (const state of ['staged', 'active', 'confirmed', 'undone']) {
      assert.equal(summary(await release.check(host, wanted({ state }), tools)), 'same')
    }
  })

  test('forgets what the process was, then swaps', async () => {
    const services = fakeServices().see(stopped)
    const host = swappable().allowWrites()
    await release.apply(host, wanted({ state: 'active' }), fakeTools({ services }))
    assert.deepEqual(services.calls, ['forget dm-worker-8262'])
    assert.equal(host.scripts.length, 1)
  })

  test('needs a package to be staged or active', async () => {
    const want = completed(release, { dest: '/dm/bin', state: 'staged' })
    await assert.rejects(
      release.check(fakeHost(), want, fakeTools()),
      /cannot keep \/dm\/bin staged as no package is named/,
    )
  })
})
