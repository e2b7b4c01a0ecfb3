// The specification numbers its edge cases (dm-ansible-import.md §6.2: 1 to 75) and its conformance cases (§3.11: C01 to
// C30): every number stands at the beginning of the name of a test.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { filesBelow, root } from '../../shape/imports.js'

/** `23, 24 a password …` counts for both, `C07: …` for one. */
const named = /[[(]\s*(?:'|`|")((?:C?\d+, )*C?\d+):? (?=\S)/g

const folders = ['test/dm/legacy', 'test/commands', 'test/language/ansible', 'test/e2e']
const found = new Set(
  folders.flatMap((folder) =>
    filesBelow(folder, '.test.ts').flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(named)].flatMap(([, numbers = '']) => numbers.split(', ')),
    ),
  ),
)

const missing = (count: number, name: (number: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => name(index + 1)).filter((number) => !found.has(number))

test('every edge case has a test of its number', () => assert.deepEqual(missing(75, String), []))

test('every conformance case has a test of its number', () =>
  assert.deepEqual(
    missing(30, (number) => `C${String(number).padStart(2, '0')}`),
    [],
  ))
