import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { colorsFor } from '../../src/report/colors.js'
import { failureText, runFailureLines } from '../../src/report/failures.js'

const style = { colors: colorsFor(false), width: 79 }
const task = { id: 't1', name: 'Start it', does: 'service', at: 'playbooks/start.yaml:9:9' }
const error = { message: 'cannot start it as it is masked', code: 'E-SERVICE', hint: 'unmask it' }

describe('runFailureLines()', () => {
  test('says task, place, host, message and hint', () => {
    assert.deepEqual(runFailureLines({ task, hosts: ['m1'], error }, style), [
      'FAILED Start it  playbooks/start.yaml:9:9  E-SERVICE',
      '  on m1',
      '  cannot start it as it is masked',
      '  hint: unmask it',
    ])
  })

  test('names hosts that failed the same way together, at most eight', () => {
    const hosts = Array.from({ length: 10 }, (_, index) => `m${index}`)
    const [, who] = runFailureLines({ task, hosts, error }, style)
    assert.equal(who, '  same on 10 hosts: m0, m1, m2, m3, m4, m5, m6, m7 and 2 more')
  })
})

test('failureText() keeps the last lines of a long detail', () => {
  const detail = Array.from({ length: 50 }, (_, index) => `line ${index}`).join('\n')
  const lines = failureText({ ...error, detail }, style)
  assert.equal(lines[1], '  | (30 lines before)')
  assert.equal(lines.at(-2), '  | line 49')
  assert.equal(lines.length, 23)
})
