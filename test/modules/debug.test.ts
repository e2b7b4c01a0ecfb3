import assert from 'node:assert/strict'
import { test } from 'node:test'
import { debug } from '../../src/modules/debug.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools } from './fake_tools.js'

test('debug shows a message, a value, or both', async () => {
  const tools = fakeTools()
  await debug.read(fakeHost(), { message: 'here' }, tools)
  await debug.read(fakeHost(), { value: { a: [1] } }, tools)
  await debug.read(fakeHost(), { message: 'it is', value: false }, tools)
  assert.deepEqual(tools.said, ['here', '{\n  "a": [\n    1\n  ]\n}', 'it is\nfalse'])
})
