import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { plain } from '../../src/language/yaml_node.js'
import { readYaml } from '../../src/language/yaml_source.js'

const read = (text: string) => readYaml({ file: 'v.yml', text }, { yaml11: true })

describe('withMerged()', () => {
  test('lets the map itself win, then the first of a list', () => {
    const { root, problems } = read(
      'a: &a { x: 1, y: 1 }\nb: &b { y: 2, z: 2 }\nc:\n  z: 3\n  <<: [*a, *b]\nd: { <<: *a }\n',
    )
    assert.deepEqual(problems, [])
    assert.ok(root)
    assert.deepEqual(plain(root), {
      a: { x: 1, y: 1 },
      b: { y: 2, z: 2 },
      c: { y: 1, z: 3, x: 1 },
      d: { x: 1, y: 1 },
    })
  })

  test('refuses what is no map, at its key', () => {
    const { problems } = read('x: 1\n<<: [5]\n')
    assert.deepEqual(
      problems.map(({ message, at }) => [at?.line, message]),
      [[2, 'cannot read the file as a merge key takes a map, or a list of maps']],
    )
  })

  test('is no part of our own files', () => {
    const { problems } = readYaml({ file: 'v.yml', text: 'a: &a { x: 1 }\nb: { <<: *a }\n' })
    assert.match(problems[0]?.message ?? '', /merge keys are not supported/)
  })
})
