import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shortVersionText, versionText } from '../../src/playground/version_text.js'
import { stamp } from './fake_program.js'

test('versionText() has six lines now, five before 6.3', () => {
  const lines = versionText(stamp).trimEnd().split('\n')
  assert.deepEqual(
    lines.map((line) => line.split(': ')[0]),
    ['Release Version', 'Git Commit Hash', 'Git Branch', 'UTC Build Time', 'Go Version', 'Failpoint Build'],
  )
  const old = versionText({ ...stamp, version: 'v2.0.7' })
  assert.equal(old.trimEnd().split('\n').length, 5)
  assert.match(old, /Go Version: go version go1\.16/)
})

test('shortVersionText() names the program', () => {
  assert.match(
    shortVersionText({ ...stamp, program: 'node_exporter', version: 'v1.3.1' }),
    /^node_exporter, version 1\.3\.1 /,
  )
  assert.match(shortVersionText({ ...stamp, program: 'grafana-server' }), /^Version 8\.1\.0 /)
})
