import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atLeast } from '../../src/playground/release.js'

const rows: readonly (readonly [string, string, boolean])[] = [
  ['v8.1.0', '6.3', true],
  ['v2.0.7', '2.0.7', true],
  ['v2.0.7', '2.0.8', false],
  ['v2.0.7-20211224', '2.0.7', true],
  ['v10.0.0', '9', true],
  ['v6', '6.0', true],
  ['nightly', '99', true],
]

for (const [version, floor, expected] of rows) {
  test(`atLeast(${version}, ${floor})`, () => assert.equal(atLeast(version, floor), expected))
}
