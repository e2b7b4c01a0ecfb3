import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { schemaFindings } from '../../src/language/schema_check.js'
import {
  absolutePath,
  choice,
  duration,
  durationMs,
  object,
  octalMode,
  optional,
  string,
  unitName,
  variables,
} from '../../src/modules/params.js'

const schema = object({
  path: optional(absolutePath('a path')),
  mode: octalMode('a mode', { default: '0755' }),
  state: choice(['on', 'off'], 'a state', { default: 'on' }),
  unit: optional(unitName('a unit')),
  timeout: optional(duration('a time')),
  env: optional(variables('names')),
  name: string('a name'),
})

const wrong = (params: object): string[] => schemaFindings(schema, { name: 'x', ...params }).map(({ why }) => why)

describe('object()', () => {
  test('fills in defaults, and requires what has none', () => {
    const params = { name: 'x' }
    assert.deepEqual(schemaFindings(schema, params), [])
    assert.deepEqual(params, { name: 'x', mode: '0755', state: 'on' })
    assert.deepEqual(
      schemaFindings(schema, {}).map(({ why }) => why),
      ['name is missing'],
    )
  })

  test('refuses unknown keys', () => {
    assert.deepEqual(wrong({ pth: '/a' }), ['"pth" is not a parameter'])
  })
})

describe('absolutePath()', () => {
  for (const path of ['/', '/a', '/a/b.c', '/a//b', '/.hidden/..x/...', "/it's $(here)", '/a/']) {
    test(`takes ${path}`, () => assert.deepEqual(wrong({ path }), []))
  }
  for (const path of ['', 'a', './a', '/a/../b', '/..', '/a/./b', '/a\nb', '/a\0b']) {
    test(`refuses ${JSON.stringify(path)}`, () => {
      assert.equal(wrong({ path }).length, 1)
    })
  }
  test('decides about a long path at once', () => {
    assert.equal(wrong({ path: `${'/a.b'.repeat(20_000)}\n` }).length, 1)
  })
})

describe('the other words', () => {
  test('refuse what is no mode, unit, duration or variable', () => {
    assert.equal(wrong({ mode: '755x' }).length, 1)
    assert.equal(wrong({ unit: 'a/../b' }).length, 1)
    assert.deepEqual(wrong({ state: 'maybe' }), ['state must be on or off'])
    assert.equal(wrong({ timeout: 'soon' }).length, 1)
    assert.notDeepEqual(wrong({ env: { 'A=B; rm': 'x' } }), [])
  })

  test('take durations as numbers, as text, and as a Duration shows itself', () => {
    for (const timeout of [5, 0.5, '300', '90s', '1h30m', '3m 05s']) assert.deepEqual(wrong({ timeout }), [])
  })
})

describe('durationMs()', () => {
  test('reads seconds, texts and nothing', () => {
    assert.equal(durationMs(5, 0), 5000)
    assert.equal(durationMs('250ms', 0), 250)
    assert.equal(durationMs('3m 05s', 0), 185_000)
    assert.equal(durationMs(undefined, 7), 7)
    assert.throws(() => durationMs('soon', 0), /cannot read a duration as it is none: soon/)
  })
})
