import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { placeOf, type Slot } from '../../src/modules/release_place.js'
import { activate, confirm, undo } from '../../src/modules/release_swap.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeServices } from './fake_tools.js'

const place = placeOf('/dm/bin')
const none: Slot = { exists: false, record: null }
const of = (confirmed: boolean): Slot => ({ exists: true, record: { digest: 'a', confirmed, version: null } })

async function scripts(
  act: typeof activate,
  bin: Slot,
): Promise<{ scripts: readonly string[]; calls: readonly string[] }> {
  const host = fakeHost().allowWrites()
  const services = fakeServices()
  await act(host, { place, found: { bin, next: none, prev: none }, units: ['a', 'b'], services })
  return { scripts: host.scripts, calls: services.calls }
}

describe('activate()', () => {
  test('keeps a confirmed release, in place of the one kept before', async () => {
    const done = await scripts(activate, of(true))
    assert.deepEqual(done.calls, ['forget a', 'forget b'])
    assert.deepEqual(done.scripts, [
      `set -e
rm -rf /dm/.bin.drop
[ ! -e /dm/.bin.prev ] || mv /dm/.bin.prev /dm/.bin.drop
mv /dm/bin /dm/.bin.prev
mv /dm/.bin.next /dm/bin
rm -rf /dm/.bin.drop`,
    ])
  })

  test('drops one that never served', async () => {
    const done = await scripts(activate, of(false))
    assert.match(done.scripts[0] ?? '', /mv \/dm\/bin \/dm\/\.bin\.drop\nmv \/dm\/\.bin\.next \/dm\/bin\n/)
  })

  test('completes a bin that is missing', async () => {
    assert.deepEqual((await scripts(activate, none)).scripts, ['mv /dm/.bin.next /dm/bin'])
  })
})

describe('undo()', () => {
  test('puts the kept release back', async () => {
    const done = await scripts(undo, of(false))
    assert.match(done.scripts[0] ?? '', /mv \/dm\/bin \/dm\/\.bin\.drop\nmv \/dm\/\.bin\.prev \/dm\/bin\n/)
    assert.deepEqual((await scripts(undo, none)).scripts, ['mv /dm/.bin.prev /dm/bin'])
  })
})

describe('confirm()', () => {
  test('writes the record anew', async () => {
    const host = fakeHost().allowWrites()
    await confirm(host, {
      place,
      found: { bin: of(false), next: none, prev: none },
      units: [],
      services: fakeServices(),
    })
    assert.equal(await host.text('/dm/bin/.release'), '{"digest":"a","confirmed":true,"version":null}\n')
  })
})
