import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { keepTaskStore, readTaskStore, writeTaskStore } from '../../../src/playground/v1/task_store.js'
import { temporaryFolder } from '../../fakes/temporary_folder.js'

test('readTaskStore() reads what writeTaskStore() wrote; a missing store has no tasks', (t) => {
  const folder = join(temporaryFolder(t), 'dm_worker_meta', 'kv')
  assert.deepEqual(readTaskStore(folder), [])
  writeTaskStore(folder, [{ name: 'shop', stage: 'Running', config: 'name = "shop"\n' }], 'v1.0.7')
  keepTaskStore(folder, 'v1.0.7')
  assert.deepEqual(
    readTaskStore(folder).map(({ name }) => name),
    ['shop'],
    'keepTaskStore() leaves what is there',
  )
  assert.equal(statSync(join(folder, '000001.log')).mode & 0o777, 0o600)
})
