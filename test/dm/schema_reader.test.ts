import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import Type from 'typebox'
import type { Shape } from '../../src/dm/schema/shape.js'
import { SchemaReader } from '../../src/dm/schema_reader.js'
import { readYaml } from '../../src/language/yaml_source.js'

const shape: Shape = Type.Object({
  text: Type.Optional(Type.String({ pattern: '^[a-z0-9.]+$' })),
  port: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
  yes: Type.Optional(Type.Boolean()),
  mode: Type.Optional(Type.Enum(['system', 'user'])),
  items: Type.Optional(Type.Array(Type.Object({ host: Type.String() }))),
  free: Type.Optional(Type.Unknown()),
})

function read(text: string) {
  const { root } = readYaml({ file: 'x', text })
  assert.ok(root)
  const reader = new SchemaReader({ old: 'is gone' })
  const value = reader.read(shape, root)
  return {
    value,
    problems: [...reader.problems, ...reader.unknownKeys].map(({ message, hint }) =>
      hint ? `${message} (${hint})` : message,
    ),
  }
}

describe('SchemaReader', () => {
  const taken: [string, unknown][] = [
    ['text: 0', { text: '0' }],
    ['text: 1.10', { text: '1.10' }],
    ['text: true', { text: 'true' }],
    ['text: ""\nport:\nitems:', {}],
    ['yes: on', { yes: true }],
    ['yes: No', { yes: false }],
    ['port: 10', { port: 10 }],
    ['mode: user', { mode: 'user' }],
    ['items: [{host: a}]', { items: [{ host: 'a' }] }],
    ['free: {a: [yes, "yes", 1, ~]}', { free: { a: [true, 'yes', 1, null] } }],
  ]
  for (const [text, value] of taken) {
    test(`takes ${JSON.stringify(text)}`, () => assert.deepEqual(read(text), { value, problems: [] }))
  }

  const refused: [string, string][] = [
    ['port: 0', 'port must be a whole number from 1 to 10: 0'],
    ['port: "8"', 'port must be a whole number from 1 to 10: "8"'],
    ['port: 1.5', 'port must be a whole number from 1 to 10: 1.5'],
    ['yes: "on"', 'yes must be true or false: "on"'],
    ['text: [a]', 'text must be text: a list'],
    ['items: {a: 1}', 'items must be a list: a map'],
    ['items: [1]', 'items must be a map: 1'],
    ['items: [~]', 'items must be a map: nothing'],
    ['mode: users', 'mode must be one of system, user: "users" (did you mean user?)'],
    ['items: [{host: }]', 'host is missing'],
    ['txt: a', '"txt" is not a section (did you mean text?)'],
    ['items: [{host: a, zzz: 1}]', '"zzz" is not a key of items (it knows host)'],
    ['old: 1', 'old is gone'],
  ]
  for (const [text, message] of refused) {
    test(`refuses ${JSON.stringify(text)}`, () => {
      assert.deepEqual(read(text).problems, [`cannot read the topology as ${message}`])
    })
  }

  test('says what is broken as a path', () => {
    const { root } = readYaml({ file: 'x', text: 'items:\n  - host: [a]\n' })
    assert.ok(root)
    const reader = new SchemaReader()
    reader.read(shape, root)
    assert.deepEqual(reader.broken, [['items', 0, 'host']])
  })
})
