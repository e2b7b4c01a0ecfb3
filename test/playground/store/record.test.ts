import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { diskAt, isNewer } from '../../../src/playground/store/record.js'
import { stateOf } from '../states.js'

test('diskAt() keeps one record, and makes wal and snap', (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'dmbook-record-'))
  t.after(() => rmSync(dir, { recursive: true }))
  const disk = diskAt(join(dir, 'data'))
  assert.equal(disk.read(), null)
  const record = { memberId: '1', clusterId: 'c', term: 2, votedFor: '', entry: null }
  disk.write(record)
  assert.deepEqual(disk.read(), record)
  assert.ok(existsSync(join(dir, 'data', 'member', 'snap')))
  assert.equal(statSync(join(dir, 'data', 'member', 'wal', 'record.json')).mode & 0o777, 0o600)
})

test('isNewer() compares the term before the index', () => {
  const entry = (term: number, index: number) => ({ term, index, state: stateOf({}) })
  assert.equal(isNewer(entry(1, 1), null), true)
  assert.equal(isNewer(entry(2, 1), entry(1, 9)), true)
  assert.equal(isNewer(entry(1, 9), entry(2, 1)), false)
  assert.equal(isNewer(entry(1, 2), entry(1, 2)), false)
})
