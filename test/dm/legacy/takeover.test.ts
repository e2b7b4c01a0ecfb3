import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { reconciled } from '../../../src/dm/legacy/takeover.js'
import { legacyOf, messages, stock, takenOver, wishes } from './reading.js'

describe('reconciled()', () => {
  test('keeps what was read, what was seen and what is wished together', () => {
    const { takeover } = takenOver({}, { name: 'other' })
    assert.deepEqual([takeover?.wishes.name, takeover?.seen.length, takeover?.tasks.length], ['other', 6, 2])
    assert.equal(takeover?.legacy.name.value, 'test-cluster')
  })

  test('a process that nobody looked at is an error each, at its line', () => {
    const { takeover, errors } = reconciled(legacyOf(stock), new Map(), wishes)
    assert.equal(takeover, null)
    assert.equal(errors.filter(({ message, at }) => /as nothing was seen of it/.test(message) && at).length, 6)
  })

  test('says all at once: what is wished, what one host shows, what two hosts say of each other', () => {
    const config = { path: 'x', text: '[[deploy]]\nsource-id = "mysql-replica-01"\ndm-worker = "a:1"\n' }
    const { takeover, errors } = takenOver(
      { dm_master: { config }, dm_worker2: { running: ['process 7'] } },
      { version: 'v1.0.7' },
    )
    assert.equal(takeover, null)
    assert.match(messages(errors), /cannot import to v1\.0\.7/)
    assert.match(messages(errors), /dm_worker2 .* still runs: process 7/)
    assert.match(messages(errors), /mysql-replica-01 of 172\.16\.10\.72:8262 as dm-master has it at a:1/)
    assert.match(messages(errors), /mysql-replica-02 of 172\.16\.10\.73:8262 as dm-master does not know it/)
  })
})
