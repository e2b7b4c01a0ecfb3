import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Invocation } from '../../src/cli/io.js'
import { confirmed } from '../../src/commands/confirmed.js'
import { recordedIo } from '../fakes/typed.js'

describe('confirmed()', () => {
  const asked = (answer: string | null, settings: { yes?: boolean; json?: boolean } = {}) =>
    confirmed({ io: recordedIo(answer === null ? [] : [answer]).io, settings } as unknown as Invocation, 'Really?')
  for (const yes of ['y', 'Y', 'yes', ' YES ']) test(`takes "${yes}" for a yes`, () => asked(yes))
  for (const no of ['n', '', 'yess', null])
    test(`takes ${JSON.stringify(no)} for a no`, () =>
      assert.rejects(asked(no), { code: 'E-DECLINED', exit: 'refused' }))
  test('asks nothing with -y', () => asked(null, { yes: true }))
  test('asks nothing in output for programs: it needs -y', () =>
    assert.rejects(asked('y', { json: true }), { code: 'E-DECLINED' }))
})
