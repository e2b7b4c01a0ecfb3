// Compares a text with its file in test/golden/commands; UPDATE_GOLDEN=1 writes the file instead.

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { env } from 'node:process'

const folder = new URL('../golden/commands/', import.meta.url)

export function assertGolden(name: string, text: string): void {
  const file = new URL(name, folder)
  if (env.UPDATE_GOLDEN) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, text)
  }
  assert.equal(text, readFileSync(file, 'utf8'), `${name} (UPDATE_GOLDEN=1 writes it anew)`)
}
