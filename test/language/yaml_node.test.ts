import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { placeText } from '../../src/core/place.js'
import { entryOf, nodeText, offsetOf, placeWithin, plain } from '../../src/language/yaml_node.js'
import { nodeOf } from './fixture.js'

describe('a YamlNode', () => {
  const node = nodeOf('a: [1, "x", ~, 0x10]\nb: { c: 8.10 }\n')

  test('is plain data without its places', () =>
    assert.deepEqual(plain(node), { a: [1, 'x', null, 16], b: { c: 8.1 } }))

  test('says what it is', () => {
    const texts = ['a', 'b'].map((key) => nodeText(entryOf(node, key)?.value ?? node))
    assert.deepEqual(
      [nodeText(node), ...texts, nodeText(nodeOf('8.10')), nodeText(nodeOf('x')), nodeText(nodeOf('~'))],
      ['a map', 'a list', 'a map', '8.10', '"x"', 'nothing'],
    )
  })

  test('has no entry where it is no map', () => assert.equal(entryOf(nodeOf('[a]'), 'a'), undefined))
})

describe('placeWithin()', () => {
  const at = (text: string) => ({ source: { file: 'p', text }, line: 1, column: 4, length: 9 })

  test('counts in the text that begins at the place', () => {
    assert.equal(placeText(placeWithin(at('v: abc def\n'), 'abc def', { start: 4, end: 7 })), 'p:1:8')
  })

  test('steps over folded lines', () => {
    assert.equal(placeText(placeWithin(at('v: abc\n    def\n'), 'abc def', { start: 4, end: 7 })), 'p:2:5')
  })

  test('falls back where text and file part', () => {
    assert.equal(placeText(placeWithin(at('v: a\\nb c\n'), 'a\nb c', { start: 4, end: 5 })), 'p:1:4')
  })
})

test('offsetOf() is where a place begins', () => {
  assert.equal(offsetOf({ source: { file: 'p', text: 'ab\ncd\nef' }, line: 3, column: 2, length: 1 }), 7)
})
