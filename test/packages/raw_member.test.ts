import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { rawMember } from '../../src/packages/raw_member.js'

describe('rawMember()', () => {
  const found: [string, string, string][] = [
    ['keeps blanks inside, drops those around', '{"a" : 1 , "signed" :\n { "x" : [ 1, 2 ] } \n}', '{ "x" : [ 1, 2 ] }'],
    ['is not misled by brackets in texts', '{"a":"}{\\"]","signed":["]","\\\\"]}', '["]","\\\\"]'],
    ['takes only the outermost member', '{"a":{"signed":1},"signed":2}', '2'],
    ['is not misled by a text that looks like one', '{"a":"\\"signed\\":1","signed":true}', 'true'],
    ['knows a name that is written with escapes', '{"\\u0073igned":null}', 'null'],
    ['keeps numbers as they are written', '{"signed":1.50e+3}', '1.50e+3'],
    ['keeps other scripts', '{"signed":"ä😀"}', '"ä😀"'],
  ]
  for (const [name, text, raw] of found) test(name, () => assert.equal(rawMember(text, 'signed'), raw))

  const missing: [string, string][] = [
    ['there is none', '{"a":1}'],
    ['there are two', '{"signed":1,"signed":2}'],
    ['there are two, one written with escapes', '{"signed":1,"\\u0073igned":2}'],
    ['it is no object', '["signed"]'],
    ['the object is empty', '{}'],
    ['the text is empty', ''],
    ['it is cut short', '{"signed":{"a":1}'],
    ['it is cut short within', '{"signed":{"a":1'],
    ['it is cut short in a text', '{"signed":"abc'],
    ['something follows', '{"signed":1} {}'],
  ]
  for (const [name, text] of missing) test(`is null where ${name}`, () => assert.equal(rawMember(text, 'signed'), null))

  test('agrees with JSON.parse on what it cuts out', () => {
    const value = { a: [1, { b: '"' }], c: { d: null, e: '\\' } }
    for (const indent of [0, 1, 4])
      assert.deepEqual(
        JSON.parse(rawMember(JSON.stringify({ x: 1, signed: value }, null, indent), 'signed') ?? ''),
        value,
      )
  })
})
