import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openLog } from '../../src/playground/log.js'

test('openLog() appends DM’s line layout, to a file or to out', (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'dmbook-log-'))
  t.after(() => rmSync(dir, { recursive: true }))
  const file = join(dir, 'deep', 'dm.log')
  openLog(file, () => assert.fail()).info('dm-master exit', { name: 'm1', error: 'a "b"' })
  assert.match(
    readFileSync(file, 'utf8'),
    /^\[\d{4}\/\d\d\/\d\d [\d:.]+ \+00:00\] \[INFO\] \[playground\] \["dm-master exit"\] \[name=m1\] \[error="a \\"b\\""\]\n$/,
  )
  let text = ''
  const log = openLog('', (line) => {
    text += line
  })
  log.warn('a')
  log.error('b')
  assert.match(text, /\[WARN\].*\[a\]\n.*\[ERROR\].*\[b\]\n/)
})
