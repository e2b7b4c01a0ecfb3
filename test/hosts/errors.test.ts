import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { errorText } from '../../src/core/error.js'
import { BecomeError, CommandError, doingOf, ScriptTimeoutError, UnreachableError } from '../../src/hosts/errors.js'

describe('the errors of hosts', () => {
  test('say what could not be done, where, why and what was found', () => {
    const errors = [
      new UnreachableError('h1', 'its shell ended: exit code 1', { hint: 'look at its console' }),
      new CommandError('h1', 'write /etc/x', { rc: 1, stdout: '', stderr: 'a\nno space left\n' }),
      new ScriptTimeoutError('h1', 'run sleep 9', 60_000),
      new BecomeError('h1', { user: 'root', login: 'tidb', said: '' }),
    ]
    assert.deepEqual(errors.map(errorText), [
      'cannot reach h1 as its shell ended: exit code 1\nhint: look at its console\nE-UNREACHABLE, exit 4',
      'cannot write /etc/x on h1 as it ended with 1: no space left\nE-COMMAND, exit 1',
      'cannot run sleep 9 on h1 as it takes longer than 1m 00s\nE-TIMEOUT, exit 1',
      'cannot become root on h1 as sudo does not let tidb: it said nothing\n' +
        'hint: by visudo on h1 keep the lines "tidb ALL=(root) NOPASSWD: ALL" and "Defaults:tidb !requiretty"\n' +
        'E-BECOME, exit 6',
    ])
  })

  test('CommandError falls back to stdout, and keeps the last lines only', () => {
    const stdout = Array.from({ length: 30 }, (_, index) => `line ${index}`).join('\n')
    const error = new CommandError('h1', 'run x', { rc: 2, stdout, stderr: ' \n' })
    assert.equal(error.detail.split('\n').length, 10)
    assert.match(error.message, /: line 29$/)
  })
})

describe('doingOf()', () => {
  test('names a script by its first line, unless it is told', () => {
    assert.equal(doingOf('\n  id -u\nrm x', undefined), 'run id -u')
    assert.equal(doingOf('id', 'look at users'), 'look at users')
    assert.equal(doingOf('x'.repeat(500), undefined).length, 'run '.length + 121)
  })
})
