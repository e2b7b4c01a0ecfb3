import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { recordAt } from '../../src/services/current_record.js'
import { fakeHost } from '../fakes/fake_host.js'

const path = '/etc/.u.current'
const record = { digest: 'abc', bootId: 'b', seenTicks: 12 }

describe('recordAt()', () => {
  const records = recordAt(() => path, 'root')

  test('reads what it wrote, as the user that may', async () => {
    const host = fakeHost().allowWrites()
    await records.remember(host, 'u', record)
    assert.deepEqual(host.writes, [
      { user: 'root', path, content: '{"digest":"abc","bootId":"b","seenTicks":12}\n', attributes: { mode: '0644' } },
    ])
    assert.deepEqual(await records.current(host, 'u'), record)
    await records.forget(host, 'u')
    assert.deepEqual(host.ran, [{ by: 'run', user: 'root', script: 'rm -f /etc/.u.current' }])
  })

  for (const text of ['', '{', '[]', 'null', '{"digest":"abc"}', '{"digest":1,"bootId":"b","seenTicks":12}']) {
    test(`${text || 'nothing'} counts as no record`, async () => {
      assert.equal(await records.current(fakeHost({ [path]: { text } }), 'u'), null)
    })
  }
})
