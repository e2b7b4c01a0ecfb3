import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DmbookError, inputError } from '../../src/core/error.js'
import { ModuleError } from '../../src/modules/module.js'
import { failureOf } from '../../src/run/failure.js'

test('failureOf() keeps message, code, hint and detail of what modules throw', () => {
  const failure = failureOf(new ModuleError('cannot do it', { code: 'E-X', hint: 'do that', detail: 'last words' }))
  assert.deepEqual(failure, { message: 'cannot do it', code: 'E-X', hint: 'do that', detail: 'last words' })
})

test('failureOf() says all problems of an input error', () => {
  const failure = failureOf(inputError('E-INPUT', [{ message: 'one' }, { message: 'two', hint: 'x' }]))
  assert.match(failure.message, /one\ntwo\nhint: x/)
})

test('failureOf() takes the code of our errors and calls all else a bug', () => {
  assert.equal(failureOf(new DmbookError('no', { code: 'E-STATE', exit: 'refused' })).code, 'E-STATE')
  assert.equal(failureOf(new TypeError('oops')).code, 'E-BUG')
  assert.equal(failureOf('text').message, 'text')
})
