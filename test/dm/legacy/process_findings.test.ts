import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { LegacyLook } from '../../../src/dm/legacy/look.js'
import { processFindings } from '../../../src/dm/legacy/process_findings.js'
import { messages, takenOver } from './reading.js'

const seen = takenOver().takeover?.seen ?? []

function findings(alias: string, change: Partial<LegacyLook> = {}, expected = { user: 'tidb', units: true }) {
  const one = seen.find(({ process }) => process.alias === alias)
  assert.ok(one)
  return processFindings(one.process, { ...one.look, ...change }, expected)
}

describe('processFindings()', () => {
  for (const { process } of seen)
    test(`none of ${process.alias} as dm-ansible leaves it`, () => {
      assert.deepEqual(findings(process.alias), { errors: [], warnings: [] })
    })

  test('all that speaks against one process is said at once, each naming it and its line', () => {
    const { errors } = findings('dm_worker1', { running: ['a', 'b'], config: null, unit: 'User=dm\n' })
    assert.equal(errors.length, 4)
    for (const { message, at } of errors) {
      assert.match(message, /^cannot import dm-worker dm_worker1 \(172\.16\.10\.72\) as /)
      assert.equal(at?.line, 6)
    }
  })

  test('without a script nothing else of its host is judged', () => {
    const { errors, warnings } = findings('dm_worker1', { script: null, config: null, unit: null })
    assert.match(messages(errors), /its run script is missing/)
    assert.deepEqual([errors.length, warnings], [1, []])
    assert.match(errors[0]?.hint ?? '', /--leave-host dm_worker1/)
  })

  test('a script that starts nothing is not a missing one', () => {
    assert.match(messages(findings('dm_master', { script: 'echo\n' }).errors), /starts nothing that could be read/)
  })

  test('units are looked at where they are asked for only', () => {
    assert.match(messages(findings('dm_master', { unit: null }).warnings), /no unit dm-master-8261: an undo/)
    assert.deepEqual(findings('dm_master', { unit: null }, { user: 'tidb', units: false }).warnings, [])
    assert.deepEqual(findings('dm_master', { unit: '[Service]\n' }).errors, [])
  })

  test('a store that is kept nowhere is named by where it should be', () => {
    assert.match(messages(findings('dm_worker1', { meta: null }).warnings), /dm_worker_meta\/kv is missing/)
  })
})
