import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenList, givenNumber } from '../../src/commands/words.js'

test('givenList() is empty where nothing was given', () => {
  assert.deepEqual([givenList(undefined), givenList(['a', 'b'])], [[], ['a', 'b']])
})

test('givenNumber() takes whole numbers only', () => {
  const flag = { flag: '--lines', fallback: 5 }
  assert.deepEqual([givenNumber(undefined, flag), givenNumber('0', flag), givenNumber('12', flag)], [5, 0, 12])
  for (const wrong of ['-1', '1.5', 'x', ''])
    assert.throws(() => givenNumber(wrong, flag), { code: 'E-USAGE', exit: 'input' })
})
