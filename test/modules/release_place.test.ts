import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { findRelease, isConfirmed, placeOf, recordText } from '../../src/modules/release_place.js'
import { fakeHost } from '../fakes/fake_host.js'

describe('placeOf()', () => {
  test('names the directories beside bin', () => {
    assert.deepEqual(placeOf('/dm/bin'), {
      bin: '/dm/bin',
      next: '/dm/.bin.next',
      prev: '/dm/.bin.prev',
      drop: '/dm/.bin.drop',
    })
  })
})

describe('findRelease()', () => {
  const record = { digest: 'a', confirmed: false, version: null }

  test('reads the three records', async () => {
    const host = fakeHost({ '/dm/bin/.release': { text: recordText(record) }, '/dm/.bin.next/x': {} })
    const found = await findRelease(host, placeOf('/dm/bin'))
    assert.deepEqual(found, {
      bin: { exists: true, record },
      next: { exists: true, record: null },
      prev: { exists: false, record: null },
    })
    assert.deepEqual([isConfirmed(found.bin), isConfirmed(found.next), isConfirmed(found.prev)], [false, true, false])
  })

  test('counts a record that cannot be read as none', async () => {
    for (const text of ['', '{', 'null', '7', '{"digest":1,"confirmed":true}']) {
      const host = fakeHost({ '/dm/bin/.release': { text } })
      assert.deepEqual((await findRelease(host, placeOf('/dm/bin'))).bin, { exists: true, record: null })
    }
  })

  test('refuses a link in the place of a directory', async () => {
    const host = fakeHost({ '/dm/bin': { kind: 'link', target: '/other' } })
    await assert.rejects(findRelease(host, placeOf('/dm/bin')), /cannot keep releases at \/dm\/bin as it is a link/)
  })
})
