import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseCel } from '../../src/language/cel_environment.js'
import { patternTrouble } from '../../src/language/cel_functions.js'

describe('the functions of expressions', () => {
  const refused: readonly [string, RegExp][] = [
    ['semver_lt("x", "v1.0.0")', /no version/],
    ['seconds("soon")', /no duration/],
    ['size_bytes("lots")', /no size/],
    ['min([])', /empty list/],
    ['sort([1, "a"])', /only numbers/],
    ['sort([[1]])', /only numbers/],
    ['join([[1]], ",")', /texts and numbers/],
    ['1.5 / 0', /division by zero/],
  ]
  for (const [text, why] of refused) test(`${text} is refused`, () => assert.throws(() => parseCel(text)({}), why))

  test('dirname() and basename() at the edges', () => {
    assert.equal(parseCel('dirname("/a")')({}), '/')
    assert.equal(parseCel('basename("/")')({}), '')
  })

  test('lines() of nothing', () => assert.deepEqual(parseCel('lines("")')({}), []))
})

test('patternTrouble() knows what RE2 has not', () => {
  assert.equal(patternTrouble('^a+$'), null)
  assert.match(patternTrouble('(?=a)') ?? '', /error parsing/)
})
