import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resumePaused } from '../../src/hosts/paused_tasks.js'
import { fakeDm } from '../modules/fake_dm.js'

test('resumePaused() resumes of these tasks those that are paused', async () => {
  const asked: string[] = []
  const subtask = (task: string, stage: string) => ({ task, stage, unit: 'Sync', errors: [] })
  const subtasks = [subtask('t1', 'Paused'), subtask('t2', 'Running'), subtask('t3', 'Paused')]
  const dm = fakeDm({ asked, sources: { s1: { source: 's1', relay: false, subtasks } } }, [])
  await resumePaused(dm, [
    { source: 's1', task: 't1' },
    { source: 's1', task: 't2' },
  ])
  assert.deepEqual(asked, ['resume t1 on s1'])
})
