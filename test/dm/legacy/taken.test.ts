import assert from 'node:assert/strict'
import { test } from 'node:test'
import { textWithoutV1Sources, withoutV1Sources } from '../../../src/dm/legacy/taken.js'

test('withoutV1Sources() takes the way to the old sources out of every master, and nothing else', () => {
  const topology = { master_servers: [{ host: 'a', v1_source_path: '/x' }, { host: 'b' }], global: { user: 'tidb' } }
  assert.deepEqual(withoutV1Sources(topology), {
    master_servers: [{ host: 'a' }, { host: 'b' }],
    global: { user: 'tidb' },
  })
  assert.deepEqual(withoutV1Sources({}), {})
})

test('textWithoutV1Sources() takes its line out of the text', () => {
  assert.equal(
    textWithoutV1Sources('master_servers:\n  - host: a # x\n    v1_source_path: /x # y\n    port: 1\n'),
    'master_servers:\n  - host: a # x\n    port: 1\n',
  )
})
