import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { LegacyLook } from '../../../src/dm/legacy/look.js'
import { described, seenOf } from '../../../src/dm/legacy/seen.js'
import { takenOver } from './reading.js'

const all = takenOver().takeover?.seen ?? []

function plain(alias: string) {
  const one = all.find(({ process }) => process.alias === alias)
  assert.ok(one)
  return one
}

function seen(alias: string, change: Partial<LegacyLook> = {}) {
  const { process, look } = plain(alias)
  return seenOf(process, { ...look, ...change })
}

describe('seenOf()', () => {
  test('reads of each what its own files say', () => {
    const [master, worker] = [seen('dm_master'), seen('dm_worker1')]
    assert.deepEqual([...(master?.workers ?? [])][0], ['mysql-replica-01', '172.16.10.72:8262'])
    assert.equal(master?.source, null)
    assert.deepEqual([worker?.source?.id, worker?.workers], ['mysql-replica-01', null])
  })

  test('the host’s own port wins, and says where it stands', () => {
    const script = plain('dm_worker1').look.script?.replace(':8262', ':8299') ?? ''
    assert.deepEqual(seen('dm_worker1', { script })?.port, { value: 8299, from: 'run_dm-worker.sh' })
    const config = { path: '/x/conf/grafana.ini', text: '[server]\nhttp_port = 3001\n' }
    assert.deepEqual(seen('grafana', { config })?.port, { value: 3001, from: 'grafana.ini' })
    assert.deepEqual(seen('grafana', { config: null })?.port, plain('grafana').process.port)
  })

  test('of the master’s file only what DM 2.0 has too is carried, and a broken one is as none', () => {
    const file = (text: string) => seen('dm_master', { config: { path: 'x', text } })
    assert.deepEqual(file('rpc-timeout = 30\nrpc-rate-limit = "a"\nown = 1\n')?.masterConfig, { 'rpc-timeout': 30 })
    for (const text of ['', '[[deploy', 'deploy = 1']) assert.equal(file(text)?.workers, null, text)
  })

  test('is nothing without a script that starts something', () => {
    for (const script of [null, '', 'echo\n']) assert.equal(seen('dm_worker1', { script }), null)
  })
})

test('described() knows what the inventory says, and nothing of the host', () => {
  const { process } = plain('dm_worker1')
  const { port, source, look, script } = described(process)
  assert.deepEqual([port, source, look.script, script.deployDir], [process.port, null, null, '/home/tidb/deploy'])
})
