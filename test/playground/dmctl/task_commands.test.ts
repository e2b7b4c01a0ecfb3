import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { taskCommands } from '../../../src/playground/dmctl/task_commands.js'
import { run } from './fake_call.js'

test('task commands take a name or a file', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'dmbook-ctl-'))
  t.after(() => rmSync(dir, { recursive: true }))
  const file = join(dir, 't.yaml')
  writeFileSync(file, 'name: t1\n')
  const started = await run(taskCommands['start-task'], ['--remove-meta', '-s', 's1', file])
  assert.deepEqual(started.asked[0], {
    method: 'StartTask',
    request: { task: 'name: t1\n', sources: ['s1'], removeMeta: true },
  })
  for (const [command, op] of [
    ['stop-task', 'Stop'],
    ['pause-task', 'Pause'],
    ['resume-task', 'Resume'],
  ] as const) {
    assert.deepEqual((await run(taskCommands[command], [file])).asked[0]?.request, { op, name: 't1', sources: [] })
    await assert.rejects(run(taskCommands[command], []))
  }
  await assert.rejects(run(taskCommands['start-task'], [join(dir, 'missing')]))
})

test('query-status is short only without a task', async () => {
  const reply = { result: true, msg: '', sources: [] }
  assert.match((await run(taskCommands['query-status'], [], reply)).out, /"tasks": \[\]/)
  assert.match((await run(taskCommands['query-status'], ['--more'], reply)).out, /"sources": \[\]/)
  assert.match((await run(taskCommands['query-status'], ['t1'], reply)).out, /"sources": \[\]/)
  await assert.rejects(run(taskCommands['query-status'], ['a', 'b']))
})
