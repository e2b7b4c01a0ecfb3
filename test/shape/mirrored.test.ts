// For every source a test at the mirrored path. Files that hold types only, or an index, need none.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { filesBelow, root } from './imports.js'

/** Tested through others, each with the reason. */
const elsewhere: Readonly<Record<string, string>> = {
  'src/main.ts': 'run as a process by test/e2e',
  'src/report/colors.ts': 'two lines; every report test paints with it',
  'src/report/view.ts': 'shapes; test/report/view_model.test.ts',
  'src/run/attempts.ts': 'test/run/module_task.test.ts',
  'src/run/fence_error.ts': 'test/run/fence.test.ts',
  'src/run/judgement.ts': 'test/run/module_task.test.ts',
  'src/run/operation.ts': 'test/crash, test/e2e/verbs.test.ts',
  'src/run/run.ts': 'every test that runs a text in test/run',
  'src/run/run_context.ts': 'every test that runs a text in test/run',
  'src/state/cluster_store.ts': 'types, and the words of one of them',
}

test('every source file has its test', () => {
  const bare = filesBelow('src', '.ts')
    .filter((file) => !existsSync(join(root, file.replace(/^src/, 'test').replace(/\.ts$/, '.test.ts'))))
    .filter((file) => !(file in elsewhere) && acts(file))
  assert.deepEqual(bare, [])
})

/** Whether anything is left when types are taken away. */
function acts(file: string): boolean {
  if (file.endsWith('/index.ts')) return false
  return /^(export )?(async )?(function|class|const|abstract class)/m.test(readFileSync(join(root, file), 'utf8'))
}
