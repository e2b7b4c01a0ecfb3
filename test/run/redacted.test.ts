import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redacted } from '../../src/run/redacted.js'

test('redacted() hides free texts at any depth, and leaves closed words alone', () => {
  const record = { kind: 'applying', changes: ['set hunter2'], task: { id: 'hunter2', name: 'hunter2' } }
  assert.deepEqual(
    redacted(record, (text) => text.replaceAll('hunter2', '******').replaceAll('applying', 'x')),
    { kind: 'applying', changes: ['set ******'], task: { id: 'hunter2', name: '******' } },
  )
})
