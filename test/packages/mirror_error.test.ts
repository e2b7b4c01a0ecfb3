import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mirrorError } from '../../src/packages/mirror_error.js'

test('mirrorError() refuses, with its hint', () => {
  const { code, exit, hint } = mirrorError('cannot', { hint: 'try' })
  assert.deepEqual({ code, exit, hint }, { code: 'E-MIRROR', exit: 'refused', hint: 'try' })
})
