import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseYaml } from '../../src/language/yaml_parser.js'
import { parserProblems } from '../../src/language/yaml_problem.js'

const found = (text: string) => parserProblems(parseYaml({ file: 'p', text }))

describe('parserProblems()', () => {
  test('says every duplicate key, and goes on', () => {
    const { problems, broken } = found('a: 1\na: 2\nb: { c: 1, c: 2 }\n')
    assert.deepEqual(
      problems.map(({ at }) => [at?.line, at?.column]),
      [
        [3, 12],
        [2, 1],
      ].reverse(),
    )
    assert.equal(broken, false)
  })

  test('says the first of a cluster of syntax errors', () => {
    const { problems, broken } = found('a: { b: $' + '{{ x }}, c: 1 }\n')
    assert.deepEqual([problems.length, broken], [1, true])
  })

  test('says nothing of sound text', () => assert.deepEqual(found('a: 1\n'), { problems: [], broken: false }))
})
