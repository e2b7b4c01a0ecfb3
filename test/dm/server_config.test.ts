import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { flattened, merged, tomlText } from '../../src/dm/server_config.js'

test('flattened() takes nested, dotted and mixed keys alike', () => {
  const found = flattened({ a: { 'b.c': 1, d: [1, 2] }, 'e.f': true, g: null, h: { i: {} } })
  assert.deepEqual(
    [...found],
    [
      ['a.b.c', 1],
      ['a.d', [1, 2]],
      ['e.f', true],
    ],
  )
})

describe('merged()', () => {
  test('lets the later one win key by key', () => {
    assert.deepEqual(merged({ log: { level: 'info', file: 'x' } }, { 'log.level': 'warn' }), {
      log: { level: 'warn', file: 'x' },
    })
  })
  test('takes absent layers', () => assert.deepEqual(merged(undefined, undefined), {}))
})

describe('tomlText()', () => {
  test('is empty where nothing is set', () => assert.equal(tomlText({}), ''))
  test('keeps the fraction that older releases insist on', () => {
    assert.equal(tomlText({ 'rpc-rate-limit': 10, 'rpc-rate-burst': 40 }), 'rpc-rate-limit = 10.0\nrpc-rate-burst = 40')
    assert.equal(tomlText({ 'rpc-rate-limit': 10.5 }), 'rpc-rate-limit = 10.5')
  })
  test('writes tables after plain keys', () => {
    assert.equal(tomlText({ a: { b: 'x' }, c: 1 }).replaceAll(/\n+/g, '\n'), 'c = 1\n[a]\nb = "x"')
  })
})
