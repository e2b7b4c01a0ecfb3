import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { operationProblems, parseSourceStatus } from '../../src/dm/source_status.js'

const body = (fields: object) => JSON.stringify({ result: true, msg: '', ...fields })
const sync = { name: 't1', stage: 'Running', unit: 'Sync', result: null }

describe('parseSourceStatus()', () => {
  test('reads tasks, relay and errors', () => {
    const paused = { name: 't2', stage: 'Paused', unit: 'Load', result: { errors: [{ Message: 'disk full' }, {}] } }
    const sources = [
      { result: true, sourceStatus: { source: 's2', relayStatus: null }, subTaskStatus: [] },
      {
        result: true,
        sourceStatus: { source: 's1', relayStatus: { stage: 'Running' } },
        subTaskStatus: [sync, paused],
      },
    ]
    assert.deepEqual(parseSourceStatus('s1', 200, body({ sources })), {
      source: 's1',
      relay: true,
      subtasks: [
        { task: 't1', stage: 'Running', unit: 'Sync', errors: [] },
        { task: 't2', stage: 'Paused', unit: 'Load', errors: ['disk full', 'an error'] },
      ],
    })
    assert.deepEqual(parseSourceStatus('s2', 200, body({ sources })), { source: 's2', relay: false, subtasks: [] })
  })

  const wrong: readonly (readonly [string, number, string, RegExp])[] = [
    ['a proxy', 502, '<html>', /HTTP 502 without JSON/],
    ['a refusal', 200, JSON.stringify({ result: false, msg: 'no' }), /^no$/],
    ['nothing of it', 200, body({ sources: [] }), /says nothing of s1/],
    [
      'a worker that cannot be reached',
      200,
      body({ sources: [{ result: false, msg: 'refused', sourceStatus: { source: 's1' } }] }),
      /refused/,
    ],
  ]
  for (const [what, status, text, why] of wrong) {
    test(`names ${what}`, () => {
      const found = parseSourceStatus('s1', status, text)
      assert.match('problem' in found ? found.problem : '', why)
    })
  }
})

test('operationProblems() names each source that refused', () => {
  const sources = [{ result: true, source: 's1' }, { result: false, source: 's2', msg: 'is in load' }, { source: 's3' }]
  assert.deepEqual(operationProblems({ sources }), ['s2: is in load', 's3: refused'])
})
