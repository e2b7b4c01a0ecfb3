import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { legacyTasks } from '../../src/modules/legacy_tasks.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools, summary } from './fake_tools.js'
import { localMachine } from './local_machine.js'

test('legacy_tasks copies once: what DM has read is not brought again, and the old store stays', async (t) => {
  const { host, folder, close } = await localMachine()
  t.after(close)
  const want = { src: join(folder, 'old/dm_worker_meta'), dest: join(folder, 'new') }
  await mkdir(join(want.src, 'kv'), { recursive: true })
  await mkdir(want.dest)
  await writeFile(join(want.src, 'kv/CURRENT'), 'x\n')
  const tools = fakeTools()
  assert.deepEqual(summary(await legacyTasks.check(host, want, tools)), [`copy ${want.src}`])
  await legacyTasks.apply(host, want, tools)
  assert.equal(readFileSync(join(want.dest, 'dm_worker_meta/kv/CURRENT'), 'utf8'), 'x\n')
  await rm(join(want.dest, 'dm_worker_meta'), { recursive: true })
  assert.equal(summary(await legacyTasks.check(host, want, tools)), 'same')
  assert.ok(existsSync(join(want.src, 'kv/CURRENT')))
})

test('legacy_tasks is blocked where the old store has gone', async () => {
  const found = summary(await legacyTasks.check(fakeHost(), { src: '/old', dest: '/new' }, fakeTools()))
  assert.match(String(found), /blocked: cannot bring tasks as \/old\/kv is gone/)
})
