// Compares a text with a file of test/golden/dm; UPDATE_GOLDEN=1 writes the file instead.

import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './clusters.js'

export function assertGolden(name: string, text: string): void {
  const path = join(root, 'test', 'golden', 'dm', name)
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    return
  }
  assert.ok(existsSync(path), `${path} is missing: run with UPDATE_GOLDEN=1 and read it`)
  assert.equal(text, readFileSync(path, 'utf8'))
}
