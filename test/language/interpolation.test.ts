import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { interpolation } from '../../src/language/interpolation.js'
import { ex } from './fixture.js'

const parts = (text: string) => interpolation(text).parts.map(({ kind, text: part }) => `${kind[0]}:${part}`)

describe('interpolation()', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['', ['t:']],
    ['plain', ['t:plain']],
    [ex('a'), ['e:a']],
    [`x ${ex('a')} y${ex('b')}`, ['t:x ', 'e:a', 't: y', 'e:b']],
    [ex('{"a": {"b": 1}}'), ['e:{"a": {"b": 1}}']],
    [ex('"}}" + \'}}\''), ['e:"}}" + \'}}\'']],
    [ex('"\\"}}"'), ['e:"\\"}}"']],
    ['a } }} b', ['t:a } }} b']],
    ['$ {{ a }}', ['t:$ {{ a }}']],
  ]
  for (const [text, expected] of cases)
    test(`cuts ${JSON.stringify(text)}`, () => assert.deepEqual(parts(text), expected))

  test('gives the offset of each part', () => {
    assert.deepEqual(
      interpolation(`x ${ex(' a')}`).parts.map(({ offset }) => offset),
      [0, 7],
    )
  })

  test('says where one is never closed', () => {
    assert.equal(interpolation('a $' + '{{ b').open, 2)
    assert.equal(interpolation('$' + '{{ b }').open, 0)
    assert.equal(interpolation('$' + '{{ "b }}').open, 0)
  })
})
