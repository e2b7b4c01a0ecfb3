import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Duration } from '../../src/core/duration.js'
import { Secret } from '../../src/core/secret.js'
import { checkInput } from '../../src/language/input_check.js'
import type { InputType } from '../../src/language/playbook.js'

const check = (type: InputType, value: unknown, written?: string) =>
  checkInput({ type, values: type === 'enum' ? ['aa', 'bb'] : [] }, value, written)

describe('checkInput()', () => {
  test('takes of a list with values only these', () => {
    const spec = { type: 'list', values: ['quorum', 'relay'] } as const
    assert.deepEqual(checkInput(spec, ['relay']), { kind: 'right', value: ['relay'] })
    const why = 'must be a list of quorum and relay'
    assert.deepEqual(checkInput(spec, ['relay', 'quorom']), { kind: 'wrong', why, hint: 'did you mean quorum?' })
  })

  const right: readonly [InputType, unknown, unknown][] = [
    ['string', '', ''],
    ['int', 5, 5],
    ['bool', false, false],
    ['enum', 'aa', 'aa'],
    ['list', ['a', 1], ['a', 1]],
    ['path', 'x', 'x'],
    ['nodes', ['a:1'], ['a:1']],
    ['topology', 'x', 'x'],
    ['package', 'x', { path: 'x' }],
    ['duration', 300, new Duration(300_000)],
    ['duration', '5m', new Duration(300_000)],
    ['version', '8.1.0', 'v8.1.0'],
    ['version', 'v8.1.0-alpha', 'v8.1.0-alpha'],
    ['version', 'Nightly', 'Nightly'],
    ['version', 'latest', 'latest'],
  ]
  for (const [type, value, typed] of right) {
    test(`takes ${JSON.stringify(value)} as ${type}`, () =>
      assert.deepEqual(check(type, value), { kind: 'right', value: typed }))
  }

  const wrong: readonly [InputType, unknown, string][] = [
    ['string', 5, 'must be a text'],
    ['int', 1.5, 'must be a whole number'],
    ['int', '5', 'must be a whole number'],
    ['bool', 'yes', 'must be true or false'],
    ['enum', 'ab', 'must be aa or bb'],
    ['list', 'a', 'must be a list'],
    ['package', 5, 'must be a path'],
    ['duration', 'soon', 'must be a duration such as 300s, 5m or 300 (seconds)'],
    ['version', 'v8.1', 'must be a version such as v8.5.0, or nightly'],
    ['version', 'v08.1.0', 'must be a version such as v8.5.0, or nightly'],
    ['secret', 5, 'must be a text'],
  ]
  for (const [type, value, why] of wrong) {
    test(`refuses ${JSON.stringify(value)} as ${type}`, () => {
      const checked = check(type, value)
      assert.equal(checked.kind === 'wrong' && checked.why, why)
    })
  }

  test('shows a number as it was written', () => {
    const checked = check('version', 8.1, '8.10')
    assert.equal(checked.kind === 'wrong' && checked.hint, 'write "v8.10"')
  })

  test('wraps a secret', () => {
    const checked = check('secret', 'bare')
    assert.ok(checked.kind === 'right' && checked.value instanceof Secret)
    assert.equal(checked.value.reveal(), 'bare')
  })
})
