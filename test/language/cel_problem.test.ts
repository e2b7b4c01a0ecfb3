import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseCel } from '../../src/language/cel_environment.js'
import { celProblem } from '../../src/language/cel_problem.js'

function problem(text: string, scope: Record<string, unknown> = {}) {
  const at = { source: { file: 'p.yaml', text: `when: ${text}\n` }, line: 1, column: 7, length: text.length }
  try {
    parseCel(text)(scope)
  } catch (thrown) {
    return celProblem({ text, at }, thrown, scope)
  }
  return assert.fail('it was evaluated')
}

describe('celProblem()', () => {
  test('points at the part to blame', () => {
    const { at, message, hint } = problem('a.b == 1 && a.cc == 2', { a: { b: 1n, cd: 1n } })
    assert.equal(message, 'cannot evaluate the expression as there is no key "cc"')
    assert.deepEqual([at?.column, at?.length, hint], [21, 2, 'did you mean cd?'])
  })

  test('says of a call that exists what it was given', () => {
    assert.match(problem('size(1)').message, /size does not take \(int\) here/)
    assert.match(problem('"a".matches(1)').message, /matches does not take/)
  })

  test('takes anything that was thrown', () => {
    const written = { text: 'a', at: { source: { file: 'p', text: 'a' }, line: 1, column: 1, length: 1 } }
    assert.equal(celProblem(written, 'Odd').message, 'cannot evaluate the expression as odd')
  })
})
