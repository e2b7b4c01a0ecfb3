import assert from 'node:assert/strict'
import { test } from 'node:test'
import { names } from '../../../src/dm/checks/names.js'
import { findingsOf } from './findings_of.js'

test('names() finds one name twice in a role, not in two roles', () => {
  const text = `master_servers: [{host: a, name: x}, {host: b, name: x}]
worker_servers: [{host: a, name: x}, {host: b, name: dm-a-8262}]
`
  assert.deepEqual(findingsOf(names, text), [
    'error master_servers[1].name (master_servers[0].name): two instances of dm-master have the name x',
  ])
})

test('names() finds what a default name collides with', () => {
  const [found] = findingsOf(names, 'worker_servers: [{host: a}, {host: b, name: dm-a-8262}]\n')
  assert.match(found ?? '', /two instances of dm-worker have the name dm-a-8262/)
})

test('names() refuses the colon that the API could not address', () => {
  const [found] = findingsOf(names, 'worker_servers: [{host: a, name: "a:8262"}]\n')
  assert.match(found ?? '', /^error worker_servers\[0\]\.name: name must not hold a colon/)
})
