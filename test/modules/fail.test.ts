import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fail } from '../../src/modules/fail.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools } from './fake_tools.js'

test('fail fails with its message', async () => {
  await assert.rejects(fail.read(fakeHost(), { message: 'dm-1 is running' }, fakeTools()), {
    message: 'dm-1 is running',
    code: 'E-FAIL',
  })
})

test('fail hands on what was said last', async () => {
  const [message, detail] = ['dm-1 serves with its old program', 'no such flag\n']
  await assert.rejects(fail.read(fakeHost(), { message, detail }, fakeTools()), { message, detail })
})
