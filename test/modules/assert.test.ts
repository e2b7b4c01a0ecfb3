import nodeAssert from 'node:assert/strict'
import { test } from 'node:test'
import { assert } from '../../src/modules/assert.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools } from './fake_tools.js'

test('assert says its message where the condition does not hold', async () => {
  nodeAssert.deepEqual(await assert.read(fakeHost(), { that: true, message: 'no' }, fakeTools()), {})
  await nodeAssert.rejects(assert.read(fakeHost(), { that: false, message: 'two is even' }, fakeTools()), {
    message: 'two is even',
    code: 'E-ASSERT',
  })
})
