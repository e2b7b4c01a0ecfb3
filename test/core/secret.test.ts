import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { Redactor, Secret } from '../../src/core/secret.js'

test('a Secret shows itself nowhere', () => {
  const secret = new Secret('hunter22')
  for (const shown of [String(secret), JSON.stringify({ secret }), inspect(secret), inspect({ secret }), `${secret}`]) {
    assert.doesNotMatch(shown, /hunter22/)
  }
  assert.equal(secret.reveal(), 'hunter22')
})

test('a Redactor hides a secret in plain, base64, URL and JSON form', () => {
  const redactor = new Redactor()
  redactor.add(new Secret('p"ss/wörd'))
  const forms = [
    'p"ss/wörd',
    Buffer.from('p"ss/wörd').toString('base64'),
    encodeURIComponent('p"ss/wörd'),
    JSON.stringify('p"ss/wörd'),
  ]
  for (const form of forms) assert.doesNotMatch(redactor.clean(`x ${form} y`), /w%C3%B6rd|wörd|cCJzcy/)
})

test('a Redactor leaves texts under four characters alone', () => {
  const redactor = new Redactor()
  redactor.add(new Secret('a'))
  assert.equal(redactor.clean('a banana'), 'a banana')
})
