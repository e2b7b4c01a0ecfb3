import assert from 'node:assert/strict'
import { test } from 'node:test'
import { roles } from '../../src/playground/roles.js'
import { programNames } from '../../src/playground/stamp.js'

test('roles: every program is played', () => {
  assert.deepEqual(Object.keys(roles).toSorted(), programNames.toSorted())
})
