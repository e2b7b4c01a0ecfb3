import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mergedControl, unitSettings } from '../../src/dm/resource_control.js'

test('mergedControl() lets the instance win key by key', () => {
  assert.deepEqual(mergedControl({ memory_limit: '2G', cpu_quota: '100%' }, { memory_limit: '4G' }), {
    memory_limit: '4G',
    cpu_quota: '100%',
  })
  assert.deepEqual(mergedControl(undefined, undefined), {})
})

test("unitSettings() keeps TiUP's order", () => {
  const control = { timeout_stop_sec: '90s', limit_core: 'infinity', memory_limit: '2G', timeout_start_sec: '80s' }
  assert.deepEqual(unitSettings(control, ['AmbientCapabilities=CAP_NET_RAW']), [
    'MemoryLimit=2G',
    'LimitCORE=infinity',
    'LimitNOFILE=1000000',
    'LimitSTACK=10485760',
    'AmbientCapabilities=CAP_NET_RAW',
    'TimeoutStartSec=80s',
    'TimeoutStopSec=90s',
  ])
})
