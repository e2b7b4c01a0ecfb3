import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutHosts } from '../../../src/dm/legacy/left_host.js'
import { legacyOf, stock } from './reading.js'

const legacy = legacyOf(stock)

test('withoutHosts() leaves lines out, and says so', () => {
  const kept = withoutHosts(legacy, ['dm_worker2', 'grafana'])
  assert.ok('processes' in kept)
  assert.deepEqual(
    kept.processes.map(({ alias }) => alias),
    ['dm_master', 'dm_worker1', 'prometheus', 'alertmanager'],
  )
  assert.deepEqual(kept.dropped, [
    'dm-worker dm_worker2 on 172.16.10.73: left out by --leave-host',
    'grafana grafana on 172.16.10.71: left out by --leave-host',
  ])
  assert.deepEqual(withoutHosts(legacy, []), legacy)
})

test('withoutHosts() keeps what an import cannot do without', () => {
  assert.deepEqual(withoutHosts(legacy, ['dm_master']), { why: 'dm-master must come along' })
  assert.deepEqual(withoutHosts(legacy, ['dm_worker1', 'dm_worker2']), { why: 'no dm-worker would be left' })
  assert.deepEqual(withoutHosts(legacy, ['grafna']), {
    why: 'the inventory has no such process: grafna (did you mean grafana?)',
  })
})
