// Compares a text with test/golden/language/NAME.txt; UPDATE_GOLDEN=1 writes it anew.

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { errorText } from '../../src/core/error.js'

const folder = new URL('../golden/language/', import.meta.url)

export function golden(name: string, said: string): void {
  const text = `${said.trimEnd()}\n`
  const file = new URL(`${name}.txt`, folder)
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, text)
  }
  assert.equal(text, readFileSync(file, 'utf8'))
}

/** Each case's input and what a reader is told, one after the other. */
export function goldenErrors(name: string, cases: readonly (readonly [string, () => unknown])[]): void {
  golden(name, cases.map(([input, act]) => `=== ${input}\n${told(act)}\n`).join('\n'))
}

export function told(act: () => unknown): string {
  try {
    return `no error: ${JSON.stringify(act())}`
  } catch (thrown) {
    return errorText(thrown)
  }
}
