import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Place } from '../../../src/core/place.js'
import { problemOf } from '../../../src/dm/checks/finding.js'
import type { Path } from '../../../src/dm/path.js'

const placeOf = (path: Path): Place => ({
  source: { file: 'x.yaml', text: '' },
  line: path.length,
  column: 1,
  length: 1,
})

test('problemOf() says of an error what cannot be done, and names the other place', () => {
  const finding = { severity: 'error', path: ['a', 0], other: ['b'], message: 'a is b', hint: 'do c' } as const
  const { message, at, hint } = problemOf(finding, placeOf)
  assert.equal(message, 'cannot read the topology as a is b (see x.yaml:1:1)')
  assert.equal(at?.line, 2)
  assert.equal(hint, 'do c')
})

test('problemOf() lets a warning speak for itself', () => {
  assert.equal(
    problemOf({ severity: 'warning', path: [], message: 'x has no effect' }, placeOf).message,
    'x has no effect',
  )
})
