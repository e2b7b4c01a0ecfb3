import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseShow } from '../../src/services/systemd_status.js'

const show = (given: Readonly<Record<string, string | number>>): string =>
  Object.entries({
    LoadState: 'loaded',
    Result: 'success',
    ExecMainStatus: 0,
    MainPID: 0,
    UnitFileState: 'disabled',
    ...given,
  })
    .map(([key, value]) => `${key}=${value}\n`)
    .join('')

describe('parseShow()', () => {
  const table: readonly (readonly [string, Readonly<Record<string, string | number>>, object])[] = [
    ['not found', { LoadState: 'not-found', ActiveState: 'inactive', UnitFileState: '' }, { kind: 'missing' }],
    ['inactive', { ActiveState: 'inactive' }, { kind: 'stopped', enabled: false, failure: null }],
    [
      'failed',
      { ActiveState: 'failed', Result: 'exit-code', ExecMainStatus: 203 },
      { kind: 'stopped', enabled: false, failure: 'exit code 203' },
    ],
    [
      'waiting for a restart',
      { ActiveState: 'activating', SubState: 'auto-restart', Result: 'signal', UnitFileState: 'enabled' },
      { kind: 'starting', enabled: true, failure: 'signal' },
    ],
    [
      'active',
      { ActiveState: 'active', MainPID: 42, UnitFileState: 'enabled-runtime', ticks: 1234, exe: '/dm/bin/dm-master' },
      { kind: 'running', enabled: true, pid: 42, startedTicks: 1234, executable: '/dm/bin/dm-master' },
    ],
    [
      'stopping',
      { ActiveState: 'deactivating', MainPID: 42, ticks: 1234, exe: '' },
      { kind: 'running', enabled: false, pid: 42, startedTicks: 1234, executable: '' },
    ],
    [
      'active, but the process ended between the two looks',
      { ActiveState: 'active', MainPID: 42, ticks: '', exe: '' },
      { kind: 'stopped', enabled: false, failure: null },
    ],
    [
      'a unit that is generated',
      { ActiveState: 'inactive', UnitFileState: 'static' },
      { kind: 'stopped', enabled: null, failure: null },
    ],
  ]
  for (const [name, given, status] of table) {
    test(name, () => assert.deepEqual(parseShow(show(given)), status))
  }
})
