import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type QueryReply, summary } from '../../../src/playground/dmctl/summary.js'

type Row = readonly [stage: string, errors?: number, relay?: string]

function reply(...rows: readonly Row[]): QueryReply {
  const sources = rows.map(([stage, errors = 0, relay], at) => ({
    result: true,
    sourceStatus: { source: `s${at}`, relayStatus: relay === undefined ? null : { stage: relay } },
    subTaskStatus: [{ name: 't', stage, unit: 'Sync', result: { errors: Array(errors).fill({}) } }],
  }))
  return { result: true, msg: '', sources }
}

const cases: readonly (readonly [string, readonly Row[]])[] = [
  ['Running', [['Running'], ['Running']]],
  ['Paused', [['Running'], ['Paused']]],
  ['Running', [['Finished'], ['Running']]],
  ['Finished', [['Finished'], ['Finished']]],
  [
    'Error - Some error occurred in subtask. Please run `query-status t` to get more details.',
    [['Paused'], ['Paused', 1]],
  ],
  ['Error - Relay status is Paused. Please run `query-status t` to get more details.', [['Running', 0, 'Paused']]],
]

for (const [expected, rows] of cases) {
  test(`summary() of ${JSON.stringify(rows)} is ${expected}`, () => {
    const { tasks } = summary(reply(...rows)) as { tasks: readonly { taskStatus: string }[] }
    assert.equal(tasks[0]?.taskStatus, expected)
  })
}

test('summary() gives way when one source failed', () => {
  const { sources } = reply(['Running'])
  assert.equal(
    summary({ result: true, msg: '', sources: sources.map((source) => ({ ...source, result: false })) }),
    null,
  )
})
