import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseYaml } from '../../src/language/yaml_parser.js'

test('parseYaml() gives places on one line, at least one wide', () => {
  const { place } = parseYaml({ file: 'p', text: 'a: 1\nb: |\n  x\n' })
  assert.deepEqual(
    [place(5, 14)].map(({ line, column, length }) => [line, column, length]),
    [[2, 1, 4]],
  )
  assert.equal(place(14, 14).length, 1)
  assert.equal(place(99, 120).line, 4)
})
