import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Path, pathText, placeOf } from '../../src/dm/path.js'
import { readYaml } from '../../src/language/yaml_source.js'

test('pathText() writes a path as people do', () => {
  assert.equal(pathText(['master_servers', 0, 'port']), 'master_servers[0].port')
})

test('placeOf() gives the nearest place around what was not written', () => {
  const { root } = readYaml({ file: 'x', text: 'a:\n  - b: 1\n    c: 2\n' })
  assert.ok(root)
  const where = (path: Path): string => {
    const { line, column } = placeOf(root, path)
    return `${line}:${column}`
  }
  assert.equal(where(['a', 0, 'c']), '3:8')
  assert.equal(where(['a', 0, 'd']), '2:5')
  assert.equal(where(['a', 7]), '2:3')
  assert.equal(where(['x', 'y']), '1:1')
})
