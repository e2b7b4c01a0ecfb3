import assert from 'node:assert/strict'
import { test } from 'node:test'
import { difference } from '../../../src/dm/forms/difference.js'

const unit = (more: string) => `[Service]\nUser=tidb\n${more}`

test('difference() names only the settings that differ', () => {
  const found = difference('unit', { found: unit('LimitCORE=1\n'), wanted: unit('LimitCORE=2\nX=3\n') })
  assert.ok(found.kind === 'differs')
  assert.deepEqual(
    [...found.found, ...found.wanted],
    [
      ['Service.LimitCORE', '1'],
      ['Service.LimitCORE', '2'],
      ['Service.X', '3'],
    ],
  )
})

test('difference() takes order, comments and accepted forms for the same', () => {
  const wanted = unit('ExecReload=/bin/kill -HUP $MAINPID\n')
  assert.equal(difference('unit', { found: '# c\n[Service]\nExecReload=other\nUser=tidb\n', wanted }).kind, 'same')
})

test('difference() leaves what it cannot read to others', () =>
  assert.equal(difference('script', { found: 'reboot\n', wanted: 'exec bin/x\n' }).kind, 'unreadable'))
