import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { problemText } from '../../src/core/error.js'
import { readInputs } from '../../src/language/inputs_reader.js'
import { wordMap } from './fixture.js'
import { golden } from './golden.js'

describe('readInputs()', () => {
  test('reads what a value must be', () => {
    const { map, problems } = wordMap(
      'inputs:\n  a: { type: string }\n  b: { type: enum, values: [x, y], default: x }\n  c: { type: path, required: false }\n',
    )
    const specs = [...readInputs(map).values()]
    assert.equal(problems.any, false)
    assert.deepEqual(
      specs.map(({ name, required, default: fallback, values }) => [name, required, fallback, values]),
      [
        ['a', true, undefined, []],
        ['b', false, 'x', ['x', 'y']],
        ['c', false, undefined, []],
      ],
    )
  })

  test('tells every mistake', () => {
    const { map, problems } = wordMap(
      'inputs:\n  a-b: { type: string }\n  b: string\n  c: {}\n  d: { type: strng }\n  e: { type: enum }\n  f: { type: int, values: [1] }\n  g: { type: int, default: x, descripton: y }\n  h: { type: version, default: 8.10 }\n  in: { type: int }\n',
    )
    readInputs(map)
    golden('inputs', problems.list.map(problemText).join('\n'))
  })
})
