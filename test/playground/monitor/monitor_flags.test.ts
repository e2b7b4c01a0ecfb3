import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listenAddress, readMonitorFlags } from '../../../src/playground/monitor/monitor_flags.js'
import { fakeProgram } from '../fake_program.js'

test('readMonitorFlags() lets unknown flags pass', () => {
  const args = [
    '--web.enable-admin-api',
    '--web.listen-address=:9090',
    '--collector.vmstat.fields=^.*',
    '--storage.tsdb.path',
    '/d',
  ]
  const text = { kind: 'string' } as const
  const { values } = readMonitorFlags(fakeProgram(args), { 'web.listen-address': text, 'storage.tsdb.path': text })
  assert.deepEqual(listenAddress(values, ':1'), { host: '', port: 9090 })
  assert.equal(values.get('storage.tsdb.path'), '/d')
})

test('readMonitorFlags() says its version', () => {
  const program = fakeProgram(['--version'], { program: 'prometheus' })
  assert.throws(() => readMonitorFlags(program, {}), { code: 0 })
  assert.match(program.written.out, /^prometheus, version 8\.1\.0 /)
})

test('listenAddress() refuses what is none', () => {
  assert.throws(() => listenAddress(new Map([['web.listen-address', 'x']]), ':1'), { code: 2 })
})
