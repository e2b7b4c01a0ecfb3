import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findings } from '../../../src/dm/checks/findings.js'
import { supervised } from '../clusters.js'

const host = 'a'

test('findings() leaves instances with a broken word out of comparisons', () => {
  const topology = { master_servers: [{ host }, { host }], worker_servers: [{ host }] }
  const messages = (broken: (string | number)[][]) =>
    findings({ topology, broken }, { mode: 'deploy' }).map(({ message }) => message)
  assert.ok(messages([]).some((message) => message.includes('taken twice')))
  assert.deepEqual(
    messages([['master_servers', 1, 'port']]).filter((message) => message.includes('twice')),
    [],
  )
})

test('findings() names a user that supervised services cannot have, and goes on', () => {
  const found = findings({ topology: { global: { user: 'tidb' } }, broken: [] }, { mode: 'deploy', base: supervised })
  assert.deepEqual(
    found.map(({ path }) => path[0]),
    ['global', 'master_servers', 'worker_servers'],
  )
})
