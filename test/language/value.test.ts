import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Duration } from '../../src/core/duration.js'
import { Secret } from '../../src/core/secret.js'
import { Unknown, UnknownValueError } from '../../src/language/unknown.js'
import { fromCel, jsonOf, scalarText, toCel } from '../../src/language/value.js'

describe('toCel() and fromCel()', () => {
  const same: readonly unknown[] = [
    1,
    -5,
    0,
    1.5,
    'a',
    true,
    null,
    [1, 'a', null],
    { a: { b: [1.5] } },
    new Duration(1500),
  ]
  for (const value of same) {
    test(`keep ${JSON.stringify(value)}`, () => assert.deepEqual(fromCel(toCel(value)), value))
  }

  test('make whole numbers ints', () => {
    assert.equal(toCel(5), 5n)
    assert.equal(toCel(5.5), 5.5)
    assert.equal(fromCel(5n), 5)
  })

  test('refuse numbers that would change', () => assert.throws(() => fromCel(2n ** 60n), /too large/))

  test('keep a Secret wrapped', () => {
    const secret = new Secret('x')
    assert.equal(toCel(secret), secret)
    assert.equal(fromCel(secret), secret)
  })

  test('leave out keys that are undefined', () => assert.deepEqual(fromCel(toCel({ a: undefined, b: 1 })), { b: 1 }))

  test('refuse an Unknown, also deep inside, only once it is read', () => {
    assert.throws(() => toCel(new Unknown('why')), UnknownValueError)
    const map = toCel({ a: { b: 1 }, c: new Unknown('why') })
    assert.throws(() => fromCel(map), new UnknownValueError('why'))
  })

  test('keep a __proto__ key a key', () => {
    const value: unknown = JSON.parse('{"__proto__": {"x": 1}}')
    assert.equal(JSON.stringify(fromCel(toCel(value))), '{"__proto__":{"x":1}}')
  })
})

describe('jsonOf()', () => {
  test('gives plain data', () => {
    const value = { a: new Duration(90_000), b: new Secret('bare'), c: undefined, d: new Map([['k', [1]]]) }
    assert.deepEqual(jsonOf(value), { a: '90s', b: 'bare', d: { k: [1] } })
  })

  test('refuses functions and what is not known', () => {
    assert.throws(() => jsonOf({ a: () => 1 }), /no plain data/)
    assert.throws(() => jsonOf([new Unknown('why')]), UnknownValueError)
  })
})

test('scalarText() has a text for scalars only', () => {
  assert.deepEqual([1, true, 'a', 5n, new Duration(1500)].map(scalarText), ['1', 'true', 'a', '5', '1.5s'])
  assert.deepEqual([null, [], {}, new Secret('x')].map(scalarText), [null, null, null, null])
})
