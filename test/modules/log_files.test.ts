import assert from 'node:assert/strict'
import { closeSync, openSync, readdirSync, readFileSync, symlinkSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { logFiles } from '../../src/modules/log_files.js'
import { fakeTools } from './fake_tools.js'
import { localMachine } from './local_machine.js'

test('log_files removes rotated logs and empties the one that is written to', async (t) => {
  const { host, folder: path, close } = await localMachine()
  t.after(close)
  for (const name of ['dm-worker-2026-01-01.log', "it's old.log", 'kept.txt']) writeFileSync(join(path, name), 'text\n')
  symlinkSync('/etc/passwd', join(path, 'link.log'))
  const open = openSync(join(path, 'dm-worker.log'), 'a')
  t.after(() => closeSync(open))
  writeSync(open, 'begun\n')
  const foreseen = await logFiles.foresee(host, { path }, fakeTools())
  assert.match(JSON.stringify(foreseen), /remove 2 log files of .*, empty 1 \(0\.0 MiB\)/)
  const { changed, result } = await logFiles.act(host, { path }, fakeTools())
  assert.deepEqual([changed, result], [true, { removed: 2, emptied: 1 }])
  assert.deepEqual(readdirSync(path).toSorted(), ['dm-worker.log', 'kept.txt', 'link.log'])
  writeSync(open, 'goes on\n')
  assert.equal(readFileSync(join(path, 'dm-worker.log'), 'utf8'), 'goes on\n')
})

test('log_files has nothing to do in an empty directory, nor without one', async (t) => {
  const { host, folder, close } = await localMachine()
  t.after(close)
  for (const path of [folder, join(folder, 'none')])
    assert.equal((await logFiles.foresee(host, { path }, fakeTools())).kind, 'same')
})
