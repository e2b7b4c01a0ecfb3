import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseCel } from '../../src/language/cel_environment.js'
import { mentionsOf } from '../../src/language/cel_mentions.js'

const said = (text: string) =>
  mentionsOf(parseCel(text).ast).list.map(({ name, key }) => (key ? `${name}.${key.name}` : name))

describe('mentionsOf()', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['a.b.c + d', ['a.b', 'd']],
    ['a["b"]', ['a.b']],
    ['a[b.c]', ['a', 'b.c']],
    ['a.?b.orValue(c)', ['a.b', 'c']],
    ['x.filter(h, h.role == role)', ['x', 'role']],
    ['x.map(h, h.ok, h.id + y)', ['x', 'y']],
    ['x.exists(h, h == 1) && h', ['x', 'h']],
    ['{"k": a, b: 1}', ['a', 'b']],
    ['!a ? -b : [c]', ['a', 'b', 'c']],
    ['has(a.b)', ['a.b']],
  ]
  for (const [text, names] of cases)
    test(`${text} mentions ${names.join(', ')}`, () => assert.deepEqual(said(text), names))

  test('counts how deep loops stand in one another, not one after the other', () => {
    assert.equal(mentionsOf(parseCel('x.filter(a, true).map(a, a).exists(a, true)').ast).loops, 1)
    assert.equal(mentionsOf(parseCel('x.all(a, y.all(b, z.all(c, true)))').ast).loops, 3)
  })

  test('finds constant patterns', () => {
    const [pattern] = mentionsOf(parseCel('a.matches("x+")').ast).patterns
    assert.deepEqual(pattern, { text: 'x+', range: { start: 10, end: 14 } })
  })
})
