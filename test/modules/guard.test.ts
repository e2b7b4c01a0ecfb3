import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { refuse } from '../../src/modules/guard.js'
import { fakeTools } from './fake_tools.js'

const finding = { guard: 'relay', message: 'cannot do it as x', hint: 'stop x' } as const

describe('refuse()', () => {
  test('names what was found, how to go on, and how to overrule it', () => {
    const expected = { code: 'E-RELAY', message: 'cannot do it as x', hint: 'stop x; or overrule this: --allow relay' }
    assert.throws(() => refuse(fakeTools(), { ...finding, allow: ['quorum'] }), expected)
  })

  test('says it all the same where it is overruled', () => {
    const tools = fakeTools()
    refuse(tools, { ...finding, allow: ['relay'] })
    assert.deepEqual(tools.said, ['warning: overruled by --allow relay: cannot do it as x'])
  })
})
