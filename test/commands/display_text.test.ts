import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { displayLines, sinceText } from '../../src/commands/display_text.js'
import type { Host } from '../../src/language/inventory.js'
import { colorStatus } from '../../src/report/status_color.js'
import { emptyRecord } from '../state/records.js'

const host = (id: string, role: string, machine = id.split(':')[0] ?? ''): Host => ({
  id,
  address: id.split(':')[0] ?? '',
  port: Number(id.split(':')[1]),
  role,
  member: null,
  unit: null,
  deploy_dir: '/deploy',
  data_dir: null,
  log_dir: null,
  files: [],
  machine,
  groups: [],
  vars: { ports_text: '1/2', platform_text: 'linux/x86_64' },
})

const shown = (hosts: readonly Host[], status = 'Up') => ({
  meta: emptyRecord('prod'),
  folder: '/s/clusters/prod',
  rows: hosts.map((one) => ({
    host: one,
    status: { status, source: null, version: null, since: null },
    reachable: true,
    patched: false,
  })),
  interrupted: null,
  now: 0,
})

const width = Number.POSITIVE_INFINITY

describe('sinceText()', () => {
  const cases: [number, string][] = [
    [0, '0s'],
    [-5000, '0s'],
    [59_999, '59s'],
    [60_000, '1m'],
    [3_601_000, '1h1s'],
    [90_061_000, '1d1h1m1s'],
  ]
  for (const [ms, text] of cases) test(`shows ${ms} ms as ${text}`, () => assert.equal(sinceText(ms), text))
})

describe('displayLines()', () => {
  test('has a column for managed hosts only where there is one', () => {
    const plain = { uptime: false, color: false, width }
    assert.doesNotMatch(displayLines(shown([host('a:1', 'grafana')]), plain).join('\n'), /Manage Host/)
    const managed = displayLines(shown([host('a:1', 'grafana', '10.0.0.9')]), plain)
    assert.match(managed.join('\n'), /^ID {3}Role {5}Host {2}Manage Host {2}Ports {2}OS\/Arch/m)
  })

  test('says where the client of a cluster that speaks TLS lies', () => {
    const speaking = { ...host('a:1', 'dm-master'), vars: { tls: true } }
    assert.deepEqual(displayLines(shown([speaking]), { uptime: false, color: false, width }).slice(5, 9), [
      'TLS encryption:     enabled',
      'CA certificate:     /s/clusters/prod/tls/ca.crt',
      'Client private key: /s/clusters/prod/tls/client.pem',
      'Client certificate: /s/clusters/prod/tls/client.crt',
    ])
  })

  test('colours the status and nothing else', () => {
    const line = displayLines(shown([host('Up:1', 'grafana')], 'Up'), { uptime: false, color: true, width })
    assert.ok(line.find((one) => one.startsWith('Up:1'))?.includes(`  ${colorStatus('Up')}  `))
  })

  test('says what a rolling operation has left', () => {
    const { rows, ...rest } = shown([host('a:1', 'dm-worker'), host('b:1', 'dm-worker')])
    const noted = {
      upgrading: 'v8.5.0',
      withdrawn: { 'b:1': { out: true } },
      joining: { worker_servers: [{ host: 'c' }] },
    } as const
    const meta = { ...rest.meta, version: 'v8.1.0', ...noted }
    const versions = ['v8.1.0', 'v8.5.0']
    const mixed = rows.map((row, index) => ({ ...row, status: { ...row.status, version: versions[index] ?? null } }))
    assert.deepEqual(displayLines({ ...rest, meta, rows: mixed }, { uptime: false, color: false, width }).slice(-4), [
      'Other versions than v8.1.0: b:1 v8.5.0',
      'Taken out of service by a run that did not end: b:1',
      'Joining, not finished: c:8262. The same scale-out again, or: dmbook scale-in prod -N c:8262',
      'On its way to v8.5.0. Continue: dmbook upgrade prod v8.5.0',
    ])
  })

  test('says what machines owe that were out of reach', () => {
    const wish = { wants: 'stopped', since: 1, run: 'r9' } as const
    const whole = shown([])
    const meta = { ...whole.meta, owed: { '10.0.1.1:8262': wish, '10.0.1.2:8262': wish } }
    assert.equal(
      displayLines({ ...whole, meta }, { uptime: false, color: false, width }).at(-1),
      'Owed, to be stopped since run r9: 10.0.1.1:8262, 10.0.1.2:8262. The next run that changes the cluster does it.',
    )
  })

  test('says of which machines nothing is known', () => {
    const { rows, ...rest } = shown(
      [host('a:1', 'dm-master'), host('a:2', 'dm-worker'), host('b:1', 'dm-worker')],
      'Down',
    )
    const some = rows.map((row, index) => ({ ...row, reachable: index > 1 }))
    assert.equal(
      displayLines({ ...rest, rows: some }, { uptime: false, color: false, width }).at(-1),
      'Out of reach, so that nothing is known of them: a',
    )
  })

  test('says which run was interrupted, and how to go on', () => {
    const interrupted = { run: 'r1', command: 'dmbook start prod' }
    const lines = displayLines(
      { ...shown([]), interrupted: interrupted as never },
      { uptime: false, color: false, width },
    )
    assert.equal(lines.at(-1), 'A run was interrupted: dmbook start prod. Continue: dmbook resume r1')
  })
})
