import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Value } from '../../src/language/playbook.js'
import { userOf } from '../../src/run/task_user.js'

const at = { source: { file: 'p', text: '' }, line: 1, column: 1, length: 1 }
const value = (value: boolean | string): Value => ({ kind: 'literal', value, at })

describe('userOf()', () => {
  const cases: [Value | null, Value | null, boolean, string | null][] = [
    [null, null, false, null],
    [null, null, true, 'root'],
    [null, value('tidb'), true, 'tidb'],
    [null, value('tidb'), false, null],
    [value(true), null, false, 'root'],
    [value(true), value('tidb'), false, 'tidb'],
    [value(false), value('tidb'), true, null],
  ]
  for (const [become, becomeUser, inventory, user] of cases)
    test(`gives ${user} for ${JSON.stringify([become, becomeUser].map((one) => one?.kind === 'literal' && one.value))} with ansible_become ${inventory}`, () => {
      assert.equal(userOf({ become, becomeUser }, { scope: {}, machine: { become: inventory } }), user)
    })

  test('needs no machine', () =>
    assert.equal(userOf({ become: null, becomeUser: null }, { scope: {}, machine: undefined }), null))
})
