import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readWorkerConfig } from '../../../src/playground/dm_worker/config.js'
import { fakeProgram } from '../fake_program.js'

test('readWorkerConfig() names a worker after its address, and knows the TTLs of its release', () => {
  const args = ['--worker-addr=h:8262', '--join=http://a:1,b:2']
  const config = readWorkerConfig(fakeProgram(args))
  assert.equal(config.name, 'h:8262')
  assert.deepEqual(config.join, ['a:1', 'b:2'])
  assert.equal(config.keepaliveTtlMs, 60_000)
  assert.equal(config.relayKeepaliveTtlMs, 1_800_000)
  assert.equal(readWorkerConfig(fakeProgram(args, { version: 'v2.0.1' })).keepaliveTtlMs, 10_000)
})

test('readWorkerConfig() quits with 2 for an address nobody can dial', () => {
  assert.throws(() => readWorkerConfig(fakeProgram(['--worker-addr=:8262'])), { code: 2 })
})
