import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ofRole } from '../../../src/playground/v1/legacy_node.js'
import { legacy } from './legacy.js'

test('ofRole() gives the nodes of one role', () => {
  assert.deepEqual(
    ofRole(legacy, 'dm-worker').map(({ alias }) => alias),
    ['dm_worker1'],
  )
})
