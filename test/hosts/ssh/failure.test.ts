import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DmbookError } from '../../../src/core/error.js'
import { ChannelRefusedError } from '../../../src/hosts/errors.js'
import { newTrail } from '../../../src/hosts/ssh/credentials.js'
import { type Attempt, DroppedError, doorOf, dropped, failureOf, noAnswer } from '../../../src/hosts/ssh/failure.js'

const credentials = { user: 'u', agent: null, keys: [], password: null, chosen: null }
const attempt: Attempt = {
  machine: 'db1',
  where: { address: 'fd00::1', port: 22 },
  credentials,
  timeoutMs: 5_000,
  jump: null,
}
const of = (thrown: unknown, more: Partial<Attempt> = {}) =>
  failureOf(thrown, { ...attempt, ...more }, { stage: 'greeting', trail: newTrail() })
const coded = (code: string) => Object.assign(new Error('said'), { code })

describe('failureOf()', () => {
  const table: readonly (readonly [unknown, RegExp])[] = [
    [coded('ECONNREFUSED'), /^cannot reach db1 as nothing listens at \[fd00::1\]:22 \(connection refused\)$/],
    [coded('EHOSTUNREACH'), /there is no way to/],
    [coded('ENOTFOUND'), /the name fd00::1 is not known/],
    [new AggregateError([coded('ECONNREFUSED')]), /nothing listens/],
    [new ChannelRefusedError('open failed'), /the jump host before .* does not get there: open failed/],
    [new Error('no matching key exchange algorithm'), /no method in common/],
    [new Error('Handshake failed: no matching host key format'), /no host key of a type that is known/],
  ]
  for (const [thrown, message] of table) {
    test(`${String(thrown)} is ${message.source}`, () => assert.match(of(thrown).message, message))
  }

  test('what broke off without a reason may work again', () => {
    for (const message of ['Connection lost before handshake', 'read ECONNRESET'])
      assert.ok(of(new Error(message)) instanceof DroppedError)
  })

  test('keeps what is said already', () => {
    const said = new DmbookError('x', { code: 'E-X', exit: 'identity' })
    assert.equal(of(said), said)
  })

  test('names the jump host', () => {
    assert.match(of(coded('ECONNREFUSED'), { jump: 'gate' }).message, /nothing listens at its jump host \[fd00::1\]:22/)
    assert.equal(doorOf({ ...attempt, jump: 'gate' }), 'its jump host [fd00::1]:22')
  })
})

test('noAnswer() says how far it came', () => {
  assert.match(noAnswer(attempt, 'connecting').message, /does not answer within 5s/)
  assert.match(noAnswer(attempt, 'greeting').message, /does not greet/)
  assert.match(noAnswer(attempt, 'login').message, /the login at/)
})

test('dropped() keeps what was said last', () => {
  assert.match(dropped(new DroppedError('reset'), attempt).message, /breaks the connection off: reset/)
})
