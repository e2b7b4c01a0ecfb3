import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { journalText, timeText } from '../../src/commands/journal_text.js'
import type { AuditRecord } from '../../src/state/audit.js'
import { assertGolden } from './golden.js'

const record: AuditRecord = {
  id: 'a1',
  started: 1_600_000_000_000,
  ended: null,
  command: 'dmbook stop prod',
  verb: 'stop',
  user: 'ann',
  cluster: 'prod',
  run: 'r1',
  exit: null,
}
const at = record.started
const task = { id: 't1', name: 'Stop the unit', does: 'service', at: 'stop.yaml:3:1' }

const journal = [
  { kind: 'head', run: 'r1', verb: 'stop', words: ['stop', 'prod'] },
  { kind: 'run_started', at, run: 'r1', playbook: 'stop', cluster: 'prod', mode: 'run', hosts: ['a', 'b', 'c'] },
  { kind: 'play_started', at, play: 0, name: 'Stop dm-worker', hosts: ['a', 'b', 'c'] },
  { kind: 'task_started', at, task, depth: 0, hosts: ['a', 'b', 'c'] },
  { kind: 'applying', task, host: 'a', changes: ['stop w1'] },
  { kind: 'applying', task, host: 'c', changes: ['stop w3'] },
  {
    kind: 'host_finished',
    at: at + 900,
    task,
    host: 'a',
    ms: 900,
    outcome: { kind: 'changed', changes: [{ summary: 'stop w1' }] },
  },
  {
    kind: 'host_finished',
    at: at + 950,
    task,
    host: 'b',
    ms: 950,
    outcome: { kind: 'failed', error: { code: 'E-X', message: 'it does not end' } },
  },
]

describe('journalText()', () => {
  test('tells the run again with every host, and what has no end', () => {
    assertGolden('audit_run.txt', `${journalText(record, journal).join('\n')}\n`)
  })
  test('of a command that only looked has the head alone', () => {
    const looked = { ...record, run: null, ended: at + 10, exit: 0 }
    assert.equal(journalText(looked, null).at(-1), 'Ended:    2020-09-13T12:26:40Z, after 10ms, exit 0')
  })
})

test('timeText() is in whole seconds of UTC', () => assert.equal(timeText(1_597_297_099_500), '2020-08-13T05:38:19Z'))
