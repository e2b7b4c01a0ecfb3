import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Participants } from '../../src/run/participants.js'
import { hostNamed } from './playground.js'

const task = { id: 't', name: 'Do', does: 'note', at: 'p.yaml:1:1' }
const trouble = (message: string) => ({ kind: 'failed' as const, task, error: { message, code: 'E-TASK' } })

test('Participants counts outcomes, and takes a rescued failure back', () => {
  const participants = new Participants()
  const host = hostNamed('a')
  participants.count(host, { kind: 'ok' }, 5)
  participants.count(host, { kind: 'failed', error: { message: 'no', code: 'E-TASK' } }, 7)
  participants.rescued(host)
  const [recap] = participants.recap()
  assert.deepEqual([recap?.counts.ok, recap?.counts.failed, recap?.counts.rescued, recap?.ms], [1, 0, 1, 12])
})

test('failures() joins hosts that failed with the same words, be they their own names', () => {
  const participants = new Participants()
  for (const id of ['a', 'b', 'c']) {
    participants.of(hostNamed(id)).trouble = trouble(id === 'c' ? 'disk full' : `cannot reach ${id}: refused`)
  }
  assert.deepEqual(
    participants.failures().map(({ hosts }) => hosts),
    [['a', 'b'], ['c']],
  )
})
