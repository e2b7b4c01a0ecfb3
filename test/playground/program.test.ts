import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Quit, shownStamp, sleep } from '../../src/playground/program.js'
import { fakeProgram } from './fake_program.js'

test('shownStamp() may lie about the version', () => {
  assert.equal(shownStamp(fakeProgram()).version, 'v8.1.0')
  assert.equal(shownStamp(fakeProgram([], {}, { shown_version: 'v1.0.0' })).version, 'v1.0.0')
})

test('Quit carries a code, sleep() resolves', async () => {
  assert.equal(new Quit(2, 'x').code, 2)
  await sleep(1)
})
