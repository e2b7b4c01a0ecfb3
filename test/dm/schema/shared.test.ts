import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arch, os, placement, resourceControl, storage } from '../../../src/dm/schema/shared.js'

test('every instance has the common keys of tiup dm (spec §2.3, §2.5)', () => {
  assert.equal(
    Object.keys(placement).join(' '),
    'host manage_host ssh_port deploy_dir resource_control arch os ignore_exporter patched',
  )
  assert.equal(Object.keys(storage).join(' '), 'data_dir log_dir numa_node')
  assert.equal(
    Object.keys(resourceControl.properties).join(' '),
    'memory_limit cpu_quota io_read_bandwidth_max io_write_bandwidth_max limit_core timeout_stop_sec timeout_start_sec',
  )
})

test('arch and os take the words that people and kernels have', () => {
  for (const word of ['amd64', 'x86_64', 'AARCH64'] as const) assert.ok(arch.enum.includes(word))
  assert.ok(os.enum.includes('linux'))
})
