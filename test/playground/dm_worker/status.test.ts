import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SourceWorker } from '../../../src/playground/dm_worker/source_worker.js'
import { statusReply } from '../../../src/playground/dm_worker/status.js'
import { source, subtask } from '../states.js'

interface Reply {
  readonly result: boolean
  readonly msg: string
  readonly sourceStatus: Record<string, unknown>
  readonly subTaskStatus: readonly Record<string, unknown>[]
}

const question = { task: '', worker: 'w1', relaying: false }

function sourceWorker(...units: readonly ('Dump' | 'Load' | 'Sync')[]): SourceWorker {
  const worker = new SourceWorker({ source: source('s1'), now: () => 0, unitMs: 10 })
  worker.follow(units.map((unit) => ({ task: { name: unit, mode: 'all' as const }, subtask: subtask('s1', { unit }) })))
  return worker
}

test('statusReply() without a source is 40070', () => {
  assert.match((statusReply(null, question) as Reply).msg, /^\[code=40070:/)
})

test('statusReply() has one branch per unit, 64-bit numbers as text', () => {
  const reply = statusReply(sourceWorker('Dump', 'Load', 'Sync'), question) as Reply
  assert.deepEqual(reply.sourceStatus, { source: 's1', worker: 'w1', result: null, relayStatus: null })
  const [dump, load, sync] = reply.subTaskStatus
  assert.deepEqual(dump?.dump, {})
  assert.equal(typeof (load?.load as { totalBytes?: unknown } | undefined)?.totalBytes, 'string')
  const { totalEvents, synced, blockingDDLs } = (sync?.sync ?? {}) as Record<string, unknown>
  assert.deepEqual({ totalEvents, synced, blockingDDLs }, { totalEvents: '0', synced: true, blockingDDLs: [] })
})

test('statusReply() for a task that is not here, and for a relaying worker', () => {
  const reply = statusReply(sourceWorker('Sync'), { task: 'x', worker: 'w1', relaying: true }) as Reply
  assert.equal(reply.subTaskStatus[0]?.msg, 'no sub task with name x has started')
  assert.equal((reply.sourceStatus.relayStatus as Record<string, unknown>).stage, 'Running')
})
