import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mistakes } from '../../src/language/inventory_values.js'
import { nodeOf } from './fixture.js'

test('mistakes() finds templates however deep', () => {
  assert.equal(mistakes(nodeOf('{ a: ["{{ x }}"], b: { c: "{{ y }}" }, d: 1, e: plain }')).length, 2)
})
