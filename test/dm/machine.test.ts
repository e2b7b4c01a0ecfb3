import assert from 'node:assert/strict'
import { test } from 'node:test'
import { machinesOf, monitoredMachines } from '../../src/dm/machine.js'
import { resolvedOf } from './clusters.js'

const text = `monitored: {}
master_servers:
  - { host: a, manage_host: m }
  - { host: b, ignore_exporter: true }
worker_servers:
  - { host: a, manage_host: m, arch: aarch64 }
`

test('machinesOf() has each machine once, by the address for SSH', () => {
  const [first, second, ...rest] = machinesOf(resolvedOf(text))
  assert.deepEqual([first?.id, first?.host, first?.arch, first?.instances.length], ['m', 'a', 'arm64', 2])
  assert.equal(second?.id, 'b')
  assert.deepEqual(rest, [])
})

test('monitoredMachines() leaves out machines that have their own exporters', () => {
  assert.deepEqual(
    monitoredMachines(resolvedOf(text)).map(({ id }) => id),
    ['m'],
  )
  assert.deepEqual(monitoredMachines(resolvedOf(text.replace('monitored: {}\n', ''))), [])
})
