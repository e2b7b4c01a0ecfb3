import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instanceId, isRole } from '../../src/dm/instance.js'
import { resolvedOf, shipped, withMaster } from './clusters.js'

test('instanceId() is what -N takes', () => {
  const { instances } = resolvedOf(withMaster('worker_servers:\n  - host: fd00::1\n'))
  assert.deepEqual(instances.map(instanceId), ['10.0.0.1:8261', '[fd00::1]:8262'])
})

test('isRole() picks one role and knows its words', () => {
  const found = resolvedOf(shipped('full')).instances.filter(isRole('alertmanager'))
  assert.deepEqual(
    found.map(({ spec }) => spec.cluster_port),
    [9094, undefined],
  )
})
