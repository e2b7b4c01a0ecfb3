import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Duration } from '../../src/core/duration.js'
import { placeAt } from '../../src/core/place.js'
import type { Value } from '../../src/language/playbook.js'
import { durationOf, numberOf } from '../../src/run/word_values.js'

const at = placeAt({ file: 'p.yaml', text: 'x' }, { offset: 0 })
const literal = (value: string | number): Value => ({ kind: 'literal', value, at })

test('durationOf() reads numbers as seconds, texts as they are written, Durations as they are', () => {
  assert.equal(durationOf(literal(5), {}, 1), 5000)
  assert.equal(durationOf(literal('250ms'), {}, 1), 250)
  assert.equal(durationOf(null, {}, 1234), 1234)
  const expression = { text: 'x', at, names: new Set<string>(), evaluate: () => new Duration(70) }
  assert.equal(durationOf({ kind: 'expression', expression, at }, {}, 1), 70)
})

test('numberOf() falls back where nothing is said', () => {
  assert.equal(numberOf(literal(4), {}, 3), 4)
  assert.equal(numberOf(null, {}, 3), 3)
})
