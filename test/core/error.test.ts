import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DmbookError, errorText, inputError, problemText, reason } from '../../src/core/error.js'
import { placeAt } from '../../src/core/place.js'

const source = { file: 'a.yaml', text: 'one\ntwo\n' }

describe('errorText()', () => {
  test('says all problems with their frames, then the count and the code', () => {
    const problems = [
      { message: 'cannot read this as it is one', at: placeAt(source, { offset: 0, length: 3 }), hint: 'write two' },
      { message: 'cannot read that as it is two', at: placeAt(source, { offset: 4, length: 3 }) },
    ]
    const text = errorText(inputError('E-TOPOLOGY', problems))
    assert.equal(
      text,
      [
        'a.yaml:1:1 cannot read this as it is one',
        '  1 | one',
        '    | ^^^ write two',
        '  2 | two',
        'a.yaml:2:1 cannot read that as it is two',
        '  1 | one',
        '  2 | two',
        '    | ^^^',
        '2 problems. Nothing was changed.',
        'E-TOPOLOGY, exit 2',
      ].join('\n'),
    )
  })

  test('says one message with its hint, code and exit', () => {
    const error = new DmbookError('cannot start as it is locked', { code: 'E-LOCKED', exit: 'locked', hint: 'wait' })
    assert.equal(errorText(error), 'cannot start as it is locked\nhint: wait\nE-LOCKED, exit 5')
  })
})

describe('problemText()', () => {
  test('puts the hint on a line of its own where there is no place', () => {
    assert.equal(problemText({ message: 'cannot do it', hint: 'do this' }), 'cannot do it\nhint: do this')
  })
})

describe('reason()', () => {
  test('adds causes, but repeats nothing', () => {
    assert.equal(reason(new Error('a', { cause: new Error('b') })), 'a: b')
    assert.equal(reason(new Error('a as b', { cause: new Error('b') })), 'a as b')
    assert.equal(reason('thrown text'), 'thrown text')
  })
})
