// Files of a folder share a process (scripts/test.mjs): a hook at the top of one would run around the tests of all.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { filesBelow, root } from './imports.js'

test('hooks around each test stand inside a describe', () => {
  const loose = filesBelow('test', '.test.ts').filter((file) =>
    /^(beforeEach|afterEach)\(/m.test(readFileSync(join(root, file), 'utf8')),
  )
  assert.deepEqual(loose, [])
})
