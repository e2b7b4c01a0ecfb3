import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Unknown, UnknownValueError } from '../../src/language/unknown.js'

test('UnknownValueError says why the value is not known', () => {
  const { why } = new Unknown('"Look" has not run')
  assert.equal(new UnknownValueError(why).message, '"Look" has not run')
})
