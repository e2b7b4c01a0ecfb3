import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { plain } from '../../src/language/yaml_node.js'
import { parseYaml } from '../../src/language/yaml_parser.js'
import { YamlTree } from '../../src/language/yaml_tree.js'

function tree(text: string) {
  const parsed = parseYaml({ file: 'p', text })
  const made = new YamlTree(parsed)
  return { value: plain(made.node(parsed.contents)), problems: made.problems.map(({ message }) => message) }
}

describe('YamlTree', () => {
  test('goes on after a problem', () => {
    const { value, problems } = tree('a: 0644\nb: !x y\nc: 1\n')
    assert.deepEqual(value, { a: 644, b: null, c: 1 })
    assert.equal(problems.length, 2)
  })

  test('keeps the tag that was written', () => {
    assert.deepEqual(tree('a: !!binary aGk=\n').problems, [
      'cannot read the file as YAML takes !!binary for a tag and loses it',
    ])
    assert.deepEqual(tree('a: !vault\n  b: 1\n').problems, [
      'cannot read the file as YAML takes !vault for a tag and loses it',
    ])
  })
})
