import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settingsIn } from '../../../src/dm/forms/sections.js'

test('settingsIn() keeps order and repetition, and drops comments', () =>
  assert.deepEqual(settingsIn('# c\n; c\n[a.b]\n x = 1 = 2 \nx=\n'), [
    { section: 'a.b', key: 'x', value: '1 = 2' },
    { section: 'a.b', key: 'x', value: '' },
  ]))

test('settingsIn() takes nothing else', () => assert.equal(settingsIn('[a]\nwhat is this\n'), null))
