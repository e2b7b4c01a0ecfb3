import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { placeText } from '../../src/core/place.js'
import { Problems } from '../../src/language/problems.js'
import { contentPlace, readValue } from '../../src/language/value_reader.js'
import { entryOf } from '../../src/language/yaml_node.js'
import { ex, nodeOf } from './fixture.js'

function read(yaml: string) {
  const problems = new Problems()
  const node = entryOf(nodeOf(`v: ${yaml}\n`), 'v')?.value
  assert.ok(node)
  return { value: readValue(node, { names: null, problems }), problems: problems.list, node }
}

describe('readValue()', () => {
  test('tells its kinds', () => {
    const kinds = ['1', 'a', ex('a'), `x${ex('a')}`, '[a]', '{ a: b }'].map((yaml) => read(yaml).value.kind)
    assert.deepEqual(kinds, ['literal', 'literal', 'expression', 'text', 'list', 'map'])
  })

  test('goes on after a broken expression, all problems told', () => {
    const { problems } = read(`["${ex('a +')}", { b: "${ex('(')}" }]`)
    assert.equal(problems.length, 2)
  })

  test('keeps the place of every key', () => {
    const { value } = read('{ a: 1 }')
    assert.ok(value.kind === 'map')
    assert.equal(placeText(value.keys.get('a') ?? value.at), 'p.yaml:1:6')
  })
})

test('contentPlace() is behind the quote or on the first line of a block', () => {
  const places = ['a', '"a"', "'a'", '|\n  a'].map((yaml) => {
    const { node } = read(yaml)
    return node.kind === 'scalar' ? placeText(contentPlace(node)) : ''
  })
  assert.deepEqual(places, ['p.yaml:1:4', 'p.yaml:1:5', 'p.yaml:1:5', 'p.yaml:2:3'])
})
