import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../../../src/core/secret.js'
import { bareText, isMap, Sealed, secretValue, valuesWithin } from '../../../src/language/ansible/variable.js'

test('Sealed shows as a Secret does', () => {
  assert.deepEqual([`${new Sealed('prod')}`, JSON.stringify([new Sealed(null)])], ['******', '["******"]'])
})

test('isMap() takes neither lists nor secrets', () => {
  assert.deepEqual([{}, [], new Secret('x'), new Sealed(null), null, 'x'].map(isMap), [
    true,
    false,
    false,
    false,
    false,
    false,
  ])
})

test('bareText() is of texts and secrets', () => {
  assert.deepEqual(['x', new Secret('y'), 5, new Sealed(null)].map(bareText), ['x', 'y', null, null])
})

test('secretValue() hides texts and numbers however deep', () => {
  const hidden = secretValue({ a: ['x', 5, true, null] })
  assert.equal(JSON.stringify(hidden), '{"a":["******","******",true,null]}')
  assert.deepEqual(
    valuesWithin(hidden).flatMap((value) => (value instanceof Secret ? [value.reveal()] : [])),
    ['x', '5'],
  )
})
