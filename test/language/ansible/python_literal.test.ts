import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { pythonLiteral } from '../../../src/language/ansible/python_literal.js'

/** The value, `~what` of a literal without a counterpart, `text` where it is none. */
function seen(text: string): unknown {
  const found = pythonLiteral(text)
  if (!found) return 'text'
  return found.kind === 'value' ? [found.value, found.rendered] : `~${found.what}`
}

describe('pythonLiteral()', () => {
  const cases: readonly [string, unknown][] = [
    ['101', [101, '101']],
    ['-5', [-5, '-5']],
    ['- 5', [-5, '-5']],
    ['+5', [5, '5']],
    ['  5', [5, '5']],
    ['5 # note', [5, '5']],
    ['017', 'text'],
    ['00', [0, '0']],
    ['0o17', [15, '15']],
    ['0x41', [65, '65']],
    ['0b11', [3, '3']],
    ['1_000', [1000, '1000']],
    ['1__0', 'text'],
    ['1e3', [1000, '1000.0']],
    ['1.10', [1.1, '1.1']],
    ['1.', [1, '1.0']],
    ['1e400', '~an infinite number'],
    ['123456789012345678901', '~a number that is too large'],
    ['True', [true, 'True']],
    ['None', [null, 'None']],
    ['Truest', 'text'],
    ['true', 'text'],
    ['yes', 'text'],
    ['', 'text'],
    ['# note', 'text'],
    ['1.2.3', 'text'],
    ['10.0.0.1', 'text'],
    ['10L', 'text'],
    ['v1.0.6', 'text'],
    ['/x', 'text'],
    ['a,b', 'text'],
    ['1+2', 'text'],
    ['--5', 'text'],
    ['nan', 'text'],
    ['"x" # note', ['x', 'x']],
    ['x # note', 'text'],
    ['"a" "b"', ['ab', 'ab']],
    [`'x''y'`, ['xy', 'xy']],
    [`'x"`, 'text'],
    [`'"8261"'`, ['"8261"', '"8261"']],
    ["f'x'", 'text'],
    ["ur'x'", 'text'],
    ["b'x'", '~bytes'],
    ['[1, "a", [True]]', [[1, 'a', [true]], "[1, 'a', [True]]"]],
    ['[1 2]', 'text'],
    ['[1,]', [[1], '[1]']],
    ['[x]', 'text'],
    ["{'a': 1, 'b': [2]}", [{ a: 1, b: [2] }, "{'a': 1, 'b': [2]}"]],
    ['{1: 2}', '~a map whose keys are no text'],
    ["{'a': (1, 2)}", '~a tuple'],
    ['{1, 2}', '~a set'],
    ['set()', '~a set'],
    ['1,2', '~a tuple'],
    ['(1)', [1, '1']],
    ['(1,)', '~a tuple'],
    ['()', '~a tuple'],
    ['1+2j', '~a complex number'],
    ['2j', '~a complex number'],
    ['...', '~an ellipsis'],
    ['{{ deploy_dir }}/x', 'text'],
  ]
  for (const [text, right] of cases) test(`of ${text}`, () => assert.deepEqual(seen(text), right))

  test('gives up on deep nesting instead of the stack', () => {
    assert.equal(pythonLiteral('['.repeat(100_000)), null)
  })

  test('a map may hold __proto__ as a key of its own', () => {
    const found = pythonLiteral("{'__proto__': 1}")
    assert.ok(found?.kind === 'value')
    assert.deepEqual(Object.keys(Object(found.value)), ['__proto__'])
  })
})
