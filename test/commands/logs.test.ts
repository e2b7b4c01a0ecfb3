import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'
import { recorded } from './recorded.js'

/** A cluster whose log directories lie in the test's own folder; dm-master of 10.0.0.1 has a log of 300 lines. */
async function withLogs(words: readonly string[]) {
  return withHome(async (home) => {
    const log = join(home, 'logs')
    mkdirSync(log)
    writeFileSync(join(log, 'dm-master.log'), Array.from({ length: 300 }, (_, line) => `line ${line + 1}\n`).join(''))
    const topology = `global: { deploy_dir: /dm-deploy, data_dir: /dm-data }
master_servers: [{ host: 10.0.0.1, name: m1, port: 21001, peer_port: 21002, log_dir: ${log} }]
worker_servers: [{ host: 10.0.0.1, name: w1, port: 21003 }]
`
    await recorded(home, { topology, settings: { ssh: 'none', services: 'systemd', mirror: null } })
    return typed(['logs', 'prod', ...words], { home })
  })
}

describe('logs', () => {
  test('shows the last 200 lines, or as many as wanted', async () => {
    const { code, out } = await withLogs(['-N', '10.0.0.1:21001'])
    assert.equal(code, 0)
    assert.deepEqual([out.split('\n')[0], out.split('\n').length], ['line 101', 201])
    assert.equal((await withLogs(['-N', '10.0.0.1:21001', '-n', '2'])).out, 'line 299\nline 300\n')
  })

  test('says where a log is missing, and ends with 1', async () => {
    const { code, out, err } = await withLogs(['-R', 'dm-worker,dm-master', '--lines', '1'])
    assert.deepEqual([code, out], [1, '10.0.0.1:21001 | line 300\n'])
    assert.match(err, /^10\.0\.0\.1:21003 has no log yet: there is no \/dm-deploy\/.*dm-worker\.log\n$/)
  })

  test('wants to know whose, and a number', async () => {
    assert.match(
      (await withLogs([])).err,
      /nothing says whose\nhint: give -N with one of 10\.0\.0\.1:21001, 10\.0\.0\.1:21003\n/,
    )
    assert.equal((await withLogs(['-N', '10.0.0.1:21001', '-n', 'many'])).code, 2)
  })
})
