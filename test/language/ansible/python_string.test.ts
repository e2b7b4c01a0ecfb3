import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { stringsAt } from '../../../src/language/ansible/python_string.js'

describe('stringsAt()', () => {
  const cases: readonly [string, string | null][] = [
    [`'a' "b" rest`, 'ab'],
    [String.raw`'\x41\u00e9\101\n\q'`, 'AéA\n\\q'],
    [String.raw`'\'"'`, `'"`],
    [String.raw`r'\n'`, String.raw`\n`],
    [`'''a'b'''`, "a'b"],
    [`u'x'`, 'x'],
    [String.raw`'\U0001F600'`, '😀'],
    [String.raw`'\xZ'`, null],
    [String.raw`'\N{BULLET}'`, null],
    [String.raw`'\U00110000'`, null],
    [`'open`, null],
    [`'a' b'c'`, null],
    ['x', null],
  ]
  for (const [text, right] of cases) test(`of ${text}`, () => assert.equal(stringsAt(text)?.text ?? null, right))
})
