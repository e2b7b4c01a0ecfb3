import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Problems } from '../../src/language/problems.js'

const at = (file: string, line: number) => ({ source: { file, text: '' }, line, column: 1, length: 1 })

describe('Problems', () => {
  test('stand in the order of each text, each once', () => {
    const problems = new Problems()
    problems.add({ message: 'b', at: at('x', 9) }, { message: 'c', at: at('y', 1) }, { message: 'a', at: at('x', 2) })
    problems.add({ message: 'a', at: at('x', 2) })
    assert.deepEqual(
      problems.list.map(({ message }) => message),
      ['a', 'b', 'c'],
    )
  })

  test('know what was said of a place', () => {
    const problems = new Problems()
    const place = at('x', 1)
    problems.add({ message: 'a', at: place })
    assert.equal(problems.knows({ ...place, length: 7 }), true)
    assert.equal(problems.knows({ ...place, line: 2 }), false)
  })

  test('throwIfAny() throws all together and counts what is too much', () => {
    const problems = new Problems()
    problems.throwIfAny('E-X')
    for (let line = 1; line <= 60; line++) problems.add({ message: `m${line}`, at: at('x', line) })
    assert.throws(
      () => problems.throwIfAny('E-X'),
      (error: Error & { problems: { message: string }[] }) =>
        error.problems.length === 51 && error.problems.at(-1)?.message === 'and 10 more problems',
    )
  })
})
