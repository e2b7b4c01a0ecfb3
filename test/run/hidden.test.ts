import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hidden } from '../../src/run/hidden.js'
import { runText, small } from './playground.js'

test('hidden() keeps the kind and the code, nothing else', () => {
  const changed = hidden({
    kind: 'changed',
    changes: [{ summary: 'pass hunter2', diff: { path: '/x', before: '', after: 'hunter2' } }],
  })
  const failed = hidden({ kind: 'failed', error: { message: 'hunter2', code: 'E-TASK', detail: 'hunter2' } })
  assert.doesNotMatch(JSON.stringify([changed, failed]), /hunter2/)
  assert.deepEqual([changed.kind, failed.kind === 'failed' && failed.error.code], ['changed', 'E-TASK'])
  assert.deepEqual(hidden({ kind: 'ok' }), { kind: 'ok' })
})

test('a task with no_log says nothing of its values: not in events, not in the journal', async () => {
  const world = small()
  const text = `
description: test
plays:
  - name: p
    hosts: all
    tasks:
      - { name: keep, no_log: true, cell: { name: x, value: hunter2 } }
      - { name: fall, no_log: true, boom: { message: hunter2 } }`
  const { events, journal } = await runText(text, { world, hosts: ['a'] })
  assert.doesNotMatch(JSON.stringify([events, journal]), /hunter2/)
})
