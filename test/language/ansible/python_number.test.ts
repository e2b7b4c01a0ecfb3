import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numberAt } from '../../../src/language/ansible/python_number.js'

test('numberAt() reads the number that begins a text', () => {
  assert.deepEqual(numberAt('12, 3'), { kind: 'int', value: 12, length: 2 })
  assert.deepEqual(numberAt('.5]'), { kind: 'float', value: 0.5, length: 2 })
  assert.deepEqual(numberAt('0XfF'), { kind: 'int', value: 255, length: 4 })
  assert.deepEqual(numberAt('1.5e-3j'), { kind: 'complex', value: 0.0015, length: 7 })
  for (const none of ['x', '1a', '1.2.3', '08', '0x', '_1', '1_']) assert.equal(numberAt(none), null, none)
})
