import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { bundleOptions } from '../../src/playground/bundle.js'

test('bundleOptions name the entry and make CommonJS', () => {
  assert.ok(existsSync(bundleOptions.entryPoints[0] ?? ''))
  assert.equal(bundleOptions.format, 'cjs')
})
