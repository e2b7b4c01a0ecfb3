// Edge cases 53 and 55 of spec/dm-ansible-import.md §6.2: what only DM 1.0 knows while it runs.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { taskChecklist } from '../../../src/dm/legacy/task_checklist.js'
import { messages } from './reading.js'

const task = (name: string, config: string, source = 's1') => ({ task: name, source, config })

test('53 taskChecklist() names the tasks that may be in a dump, a load or a DDL', () => {
  const kept = [
    task('shop', 'mode = "all"\nis-sharding = true\n'),
    task('shop', 'mode = "all"\n', 's2'),
    task('tail', 'mode = "incremental"\nonline-ddl-scheme = "gh-ost"\n'),
  ]
  assert.deepEqual(messages(taskChecklist(kept)).split('\n'), [
    'shop of s1, shop of s2: dump and load must be over, as DM 2.0 cannot go on with them',
    'shop of s1: no shard DDL may be half coordinated, as DM 2.0 does not take its locks over',
    'tail of s1: no online DDL may be half way, as DM 2.0 does not know its ghost tables',
  ])
  assert.match(taskChecklist(kept)[0]?.hint ?? '', /query-status of DM 1\.0/)
})

test('55 taskChecklist() names each downstream once, and no password', () => {
  const to = '[to]\nhost = "10.0.0.9"\nport = 4000\nuser = "dm"\npassword = "hidden-pw"\n'
  const said = messages(taskChecklist([task('shop', to), task('own', to)]))
  assert.equal(
    said,
    'dm-master adds columns to the checkpoint tables of 10.0.0.9:4000 as dm: it must reach it, and may alter tables there',
  )
})

test('taskChecklist() says nothing of tasks that say nothing', () => {
  assert.deepEqual(taskChecklist([task('shop', 'mode = "incremental"\n'), task('odd', 'no toml')]), [])
})
