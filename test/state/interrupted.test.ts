import assert from 'node:assert/strict'
import { hostname } from 'node:os'
import { describe, test } from 'node:test'
import { type AuditRecord, beginAudit, endAudit } from '../../src/state/audit.js'
import { stateFolder } from '../../src/state/folder.js'
import { auditState, interruptedRun, openRuns, unresumedRuns } from '../../src/state/interrupted.js'
import { processIdentity } from '../../src/state/process_identity.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

const dead = { pid: process.pid, boot: null, started: 'long ago' }

const record = (given: Partial<AuditRecord>): AuditRecord => ({
  id: 'a1',
  started: 1000,
  ended: null,
  command: 'dmbook start prod',
  verb: 'start',
  user: 'ann',
  cluster: 'prod',
  run: 'r1',
  exit: null,
  process: { ...dead, boot: processIdentity(process.pid).boot },
  host: hostname(),
  ...given,
})

describe('auditState()', () => {
  const cases: [string, Partial<AuditRecord>, string][] = [
    ['ended', { exit: 1 }, 'ended'],
    ['killed where its process is gone', {}, 'killed'],
    ['running where its process lives', { process: processIdentity(process.pid) }, 'running'],
    ['running on another machine, as nobody can tell', { host: 'elsewhere' }, 'running'],
  ]
  for (const [name, given, state] of cases) test(`says ${name}`, () => assert.equal(auditState(record(given)), state))

  test('takes a record of an older version for killed', () => {
    const { process: _, ...older } = record({})
    assert.equal(auditState(older), 'killed')
  })
})

describe('openRuns()', () => {
  const later = (given: Partial<AuditRecord>): AuditRecord => record({ id: 'a2', run: 'r2', exit: 0, ...given })
  const cases: [string, Partial<AuditRecord> | null, boolean][] = [
    ['nothing came after it', null, true],
    ['the same verb ended well', {}, false],
    ['a verb that sets the same thing ended well', { verb: 'stop' }, false],
    ['the same verb failed', { exit: 1 }, true],
    ['another verb ended well', { verb: 'deploy' }, true],
    ['the same verb ended well on another cluster', { cluster: 'test' }, true],
    ['it was resumed', { verb: 'x', resumes: 'r1' }, false],
    ['the cluster was destroyed', { verb: 'destroy' }, false],
    ['somebody looked', { run: null }, true],
  ]
  test('takes a scale-in for the last word on a scale-out, not the other way', () => {
    const [out, back] = ['scale-out', 'scale-in']
    assert.deepEqual(openRuns([later({ verb: back }), record({ verb: out })], 'killed'), [])
    assert.equal(openRuns([later({ verb: out }), record({ verb: back })], 'killed').length, 1)
  })

  test('takes a rollback for the last word on an upgrade, and a revert for that on a patch', () => {
    for (const [verb, back] of [
      ['upgrade', 'upgrade rollback'],
      ['patch', 'patch revert'],
    ] as const)
      assert.deepEqual(openRuns([later({ verb: back }), record({ verb })], 'killed'), [])
  })

  for (const [name, given, open] of cases)
    test(`${open ? 'keeps' : 'drops'} a killed run when ${name}`, () => {
      const records = [...(given ? [later(given)] : []), record({})]
      assert.equal(
        openRuns(records, 'killed').some(({ run }) => run === 'r1'),
        open,
      )
    })

  test('gives failed runs only where they are asked for', () => {
    const failed = [record({ exit: 1 })]
    assert.deepEqual([openRuns(failed, 'killed').length, openRuns(failed, 'killed or failed').length], [0, 1])
  })

  test('never gives what only looked, or ended well', () => {
    assert.deepEqual(openRuns([record({ run: null }), record({ exit: 0 })], 'killed or failed'), [])
  })
})

test('interruptedRun() is null while the run is under way or has ended', async (t) => {
  const state = await stateFolder(temporaryFolder(t))
  const begun = await beginAudit(state, record({}))
  assert.equal(await interruptedRun(state, 'prod'), null)
  await endAudit(state, { ...begun, process: dead }, { exit: 1, now: 2000 })
  assert.equal(await interruptedRun(state, 'prod'), null)
})

test('unresumedRuns() are those that no resumed run finished, whatever ended well since', () => {
  const runs = [
    record({ id: 'a4', run: 'r4', exit: 0, resumes: 'r2' }),
    record({ id: 'a3', run: 'r3', exit: 0 }),
    record({ id: 'a2', run: 'r2', exit: 1 }),
    record({ id: 'a1', run: 'r1' }),
  ]
  assert.deepEqual(
    unresumedRuns(runs).map(({ run }) => run),
    ['r1'],
  )
})
