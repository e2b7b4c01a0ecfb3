import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMasterConfig } from '../../../src/playground/dm_master/config.js'
import { fakeProgram } from '../fake_program.js'

const read = (...args: string[]) => readMasterConfig(fakeProgram(args))

test('readMasterConfig() fills what is left out', () => {
  const config = read('--name=m1', '--master-addr', '127.0.0.1:8261')
  assert.equal(config.advertise, '127.0.0.1:8261')
  assert.equal(config.dataDir, 'default.m1')
  assert.deepEqual(config.peerUrls, ['http://127.0.0.1:8291'])
  assert.deepEqual(config.initialCluster, [{ name: 'm1', url: 'http://127.0.0.1:8291' }])
})

test('readMasterConfig() takes lists and adds schemes', () => {
  const config = read(
    '-name',
    'm1',
    '-master-addr=:8261',
    '-advertise-addr=h:8261',
    '-join',
    'a:1, b:2',
    '-initial-cluster',
    'x=h:1,y=http://i:2',
  )
  assert.deepEqual(config.join, ['a:1', 'b:2'])
  assert.deepEqual(config.initialCluster, [
    { name: 'x', url: 'http://h:1' },
    { name: 'y', url: 'http://i:2' },
  ])
})

for (const args of [
  [],
  ['--master-addr=:8261'],
  ['--master-addr=0.0.0.0:8261'],
  ['--master-addr=h:1', '--join=h:1'],
  ['--master-addr=h:1', '--ssl-ca=x'],
]) {
  test(`readMasterConfig() quits with 2 for ${args.join(' ') || 'nothing'}`, () => {
    assert.throws(() => read(...args), { code: 2 })
  })
}

test('readMasterConfig() knows a flag only since its release', () => {
  const args = ['--master-addr=h:1', '--openapi']
  assert.equal(readMasterConfig(fakeProgram(args)).openapi, true)
  assert.throws(() => readMasterConfig(fakeProgram(args, { version: 'v2.0.7' })), { code: 2 })
})
