import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expected, type Shape } from '../../../src/dm/schema/shape.js'
import { topology } from '../../../src/dm/schema/topology.js'

/** What the reader looks at, and what it may pass over as it is for editors only. */
const known = new Set(
  `type properties patternProperties required items enum pattern patternErrorMessage minimum maximum
  description default additionalProperties`.split(/\s+/),
)

test('the schema of topologies uses no word that the reader does not know', () => {
  const strange = new Set<string>()
  const look = (shape: Shape): void => {
    for (const key of Object.keys(shape)) if (!known.has(key)) strange.add(key)
    for (const inner of Object.values({ ...shape.properties, ...shape.patternProperties })) look(inner)
    if (shape.items) look(shape.items)
  }
  look(topology)
  assert.deepEqual([...strange], [])
})

test('expected() says what a value must be', () => {
  const shapes: Shape[] = [
    { enum: ['', 'a', 'b'] },
    { type: 'string', patternErrorMessage: 'a name' },
    { type: 'integer', minimum: 1, maximum: 2 },
    { type: 'boolean' },
    { type: 'array' },
    { type: 'object' },
    { type: 'string' },
  ]
  const words = ['one of a, b', 'a name', 'a whole number from 1 to 2', 'true or false', 'a list', 'a map', 'text']
  assert.deepEqual(shapes.map(expected), words)
})
