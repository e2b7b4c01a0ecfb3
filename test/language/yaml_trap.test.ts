import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { quoted, quoteExpressions, trapOf } from '../../src/language/yaml_trap.js'
import { ex } from './fixture.js'

describe('trapOf()', () => {
  const cases: readonly [string, string | undefined][] = [
    ['when: !x', 'write: when: "!x"'],
    ['  - when: !x && y', 'write: - when: "!x && y"'],
    ['a: {{ x }}', `write: a: ${ex('x')}`],
    [`a: { b: ${ex('x')} }`, `write: a: { b: "${ex('x')}" }`],
    ['a: b: c', 'write: a: "b: c"'],
    ['a: @b', 'write: a: "@b"'],
    ['\ta: b', 'indent with blanks'],
    ['a: b', undefined],
  ]
  for (const [line, hint] of cases) test(`of ${JSON.stringify(line)}`, () => assert.equal(trapOf(line)?.hint, hint))
})

test('quoted() needs no escapes', () => {
  assert.deepEqual(['a', 'a "b"', "it's \\"].map(quoted), ['"a"', `'a "b"'`, `'it''s \\'`])
})

test('quoteExpressions() leaves quoted ones alone', () => {
  const line = `{ a: "${ex('x')}", b: ${ex('y["k"]')}/bin }`
  assert.equal(quoteExpressions(line), `{ a: "${ex('x')}", b: '${ex('y["k"]')}/bin' }`)
})
