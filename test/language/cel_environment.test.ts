import assert from 'node:assert/strict'
import { test } from 'node:test'
import { functionNames, parseCel, reservedWord } from '../../src/language/cel_environment.js'

test('parseCel() runs matches on RE2, wherever it stands', () => {
  assert.equal(parseCel('["ab"].exists(x, x.matches("^a(?i)B$"))')({}), true)
})

test('parseCel() limits depth and size', () => {
  assert.throws(() => parseCel('['.repeat(100)), /maxDepth/)
  assert.throws(() => parseCel(Array(1500).fill('1').join('+')), /maxAstNodes/)
})

test('functionNames() shows no inner name', () => {
  assert.ok(functionNames().includes('semver_lt'))
  assert.ok(functionNames().includes('matches'))
  assert.ok(!functionNames().includes('re2_matches'))
})

const words: readonly [string, boolean][] = [
  ['loop', true],
  ['in', true],
  ['true', true],
  ['int', true],
  ['list', true],
  ['package', true],
  ['now', false],
  ['left', false],
  ['size', false],
]
for (const [word, reserved] of words)
  test(`reservedWord(${word}) is ${reserved}`, () => assert.equal(reservedWord(word), reserved))
