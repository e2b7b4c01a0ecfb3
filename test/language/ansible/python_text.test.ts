import assert from 'node:assert/strict'
import { test } from 'node:test'
import { floatText, pythonText } from '../../../src/language/ansible/python_text.js'

test('pythonText() prints as str() does', () => {
  const seen = ['x', 5, true, null, ['a', false], { "it's": 1 }, ["\\n'"]].map(pythonText)
  assert.deepEqual(seen, ['x', '5', 'True', 'None', "['a', False]", `{"it's": 1}`, `["\\\\n'"]`])
})

test('floatText() prints as repr() does', () => {
  const seen = [1000, 1.1, 0.1, 1e16, 123456789012345.6, 0.00001, 0.0001, -2.5, 0, 1e22].map(floatText)
  const right = ['1000.0', '1.1', '0.1', '1e+16', '123456789012345.6', '1e-05', '0.0001', '-2.5', '0.0', '1e+22']
  assert.deepEqual(seen, right)
})
