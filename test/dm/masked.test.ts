import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problemText } from '../../src/core/error.js'
import { placeAt } from '../../src/core/place.js'
import { covered, covers, masked, secretsIn } from '../../src/dm/masked.js'

test('masked() covers secrets in the lines around a problem', () => {
  const text = '- host: a\n  password: "one, two"\n  port: 0\n  basic_auth: { "password": three, user: x }\n'
  const source = { file: 'x.yaml', text }
  const at = placeAt(source, { offset: text.indexOf('port'), length: 4 })
  const [problem = { message: '' }] = masked([{ message: 'bad', at }], source)
  const shown = problemText(problem)
  assert.doesNotMatch(shown, /one|two|three/)
  assert.match(shown, /\^\^\^\^/)
  assert.equal(problem.at?.line, 3)
})

test('masked() leaves a problem without a place as it is', () => {
  assert.deepEqual(masked([{ message: 'bad' }], { file: 'x', text: '' }), [{ message: 'bad' }])
})

test('covered() hides every secret to the end of its line; covers() finds where that was done', () => {
  const text = 'password: sesame # ours\nport: 1\nbearer_token: "abc"\n'
  assert.equal(covered(text), 'password: ******\nport: 1\nbearer_token: ******\n')
  assert.deepEqual(covers({ file: 'x', text }), [])
  const places = covers({ file: 'x', text: covered(text) })
  assert.deepEqual(
    places.map(({ line, column }) => [line, column]),
    [
      [1, 11],
      [3, 15],
    ],
  )
})

test('secretsIn() gives them bare, whatever is around them', () => {
  const text = 'from: { password: "a, b", user: x }\npassword: plain # note\ntarget: { password: last }\n'
  assert.deepEqual(
    secretsIn(text).map((secret) => secret.reveal()),
    ['a, b', 'plain', 'last'],
  )
})
