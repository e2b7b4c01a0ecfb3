import assert from 'node:assert/strict'
import { test } from 'node:test'
import { releaseOf, versionLines } from '../../src/dm/version_text.js'

const dm = `Release Version: v5.3.0-20211230

Git Commit Hash: ca7070c4
Git Branch: heads/refs/tags/v5.3.0-20211230
UTC Build Time: 2022-01-05 14:19:02
Go Version: go version go1.16.4 linux/amd64
`

test('versionLines() reads the lines of DM, and skips what is none', () => {
  const lines = versionLines(`${dm}warning\nFailpoint Build: false\n`)
  assert.equal(lines.get('UTC Build Time'), '2022-01-05 14:19:02')
  assert.equal(lines.get('Failpoint Build'), 'false')
  assert.equal(lines.size, 6)
})

test('releaseOf() reads DM, Prometheus and Grafana', () => {
  assert.equal(releaseOf(dm), 'v5.3.0-20211230')
  assert.equal(
    releaseOf('prometheus, version 2.49.1 (branch: HEAD, revision: 43e14844)\n  go version: go1.21\n'),
    'v2.49.1',
  )
  assert.equal(releaseOf('node_exporter, version 1.3.1 (branch: HEAD)'), 'v1.3.1')
  assert.equal(releaseOf('Version 7.5.17 (commit: 7d4f3a5, branch: HEAD)'), 'v7.5.17')
})

test('releaseOf() is null where no release is told', () => {
  for (const text of ['', 'Release Version: None\n', 'Segmentation fault', '<html>'])
    assert.equal(releaseOf(text), null)
})
