import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../../../src/core/secret.js'
import { shownValue } from '../../../src/language/ansible/shown_value.js'
import { Sealed } from '../../../src/language/ansible/variable.js'

test('shownValue() masks by kind and by name, however deep', () => {
  assert.equal(shownValue('a', 'x'), 'x')
  assert.equal(shownValue('mysql_password', 123456), '******')
  assert.equal(shownValue('mysql_password', ''), '', 'an empty password is no secret')
  assert.deepEqual(shownValue('a', { b: [new Secret('x'), new Sealed(null)], my_token: 'x', c: 1 }), {
    b: ['******', '******'],
    my_token: '******',
    c: 1,
  })
})
