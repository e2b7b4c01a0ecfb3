import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { entriesAbsent } from '../../src/modules/entries_absent.js'
import { fakeTools, summary } from './fake_tools.js'
import { localMachine } from './local_machine.js'

test('entries_absent deletes what is named, where the mark is ours', async (t) => {
  const { host, folder, close } = await localMachine()
  t.after(close)
  const path = join(folder, 'dm')
  await mkdir(join(path, 'relay_log'), { recursive: true })
  await mkdir(join(path, 'bin'))
  const want = { path, names: ['relay_log', '../elsewhere', 'bin/x'], mark: 'm1' }
  const check = async () => summary(await entriesAbsent.check(host, want, fakeTools()))
  assert.equal(await check(), `blocked: cannot delete in ${path} as it is not ours: its mark is missing`)
  await writeFile(join(path, '.dmbook'), 'm1\n')
  assert.deepEqual(await check(), [`delete relay_log in ${path}`])
  await entriesAbsent.apply(host, want, fakeTools())
  assert.deepEqual([readdirSync(path).toSorted(), await check()], [['.dmbook', 'bin'], 'same'])
})
