import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseStatus } from '../../src/services/supervised_scripts.js'

const running = { kind: 'running', enabled: null, pid: 7, startedTicks: 99, executable: '/bin/x=y' }

describe('parseStatus()', () => {
  const table: readonly (readonly [string, string, object])[] = [
    ['no folder', '', { kind: 'missing' }],
    ['no unit file', 'state=stopped\nfailure=\n', { kind: 'missing' }],
    ['a unit that never ran', 'unit=yes\nstate=none\nfailure=\n', { kind: 'stopped', enabled: null, failure: null }],
    ['a process under watch', 'unit=yes\nstate=running\nfailure=\nloop=yes\npid=7\nticks=99\nexe=/bin/x=y\n', running],
    [
      'a process whose loop was killed',
      'unit=yes\nstate=running\nfailure=\npid=7\nticks=99\nexe=/bin/x=y\n',
      { ...running, unwatched: true },
    ],
    ['a process without a unit file', 'state=running\nfailure=\nloop=yes\npid=7\nticks=99\nexe=/bin/x=y\n', running],
    [
      'a wait for a restart',
      'unit=yes\nstate=waiting\nfailure=exit code 7\nloop=yes\n',
      { kind: 'starting', enabled: null, failure: 'exit code 7' },
    ],
    [
      'a loop that was killed while it waited',
      'unit=yes\nstate=waiting\nfailure=signal 9\n',
      { kind: 'stopped', enabled: null, failure: 'signal 9' },
    ],
  ]
  for (const [name, answer, status] of table) {
    test(`${name}`, () => assert.deepEqual(parseStatus(answer), status))
  }
})
