import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dmError, errorText } from '../../src/playground/dm_error.js'

test('errorText() has all its parts in DM’s order', () => {
  assert.equal(
    errorText(46005, { args: ['w1'], cause: 'x' }),
    '[code=46005:class=scheduler:scope=internal:level=medium], Message: dm-worker with name w1 is still online, RawCause: x, Workaround: Please shut it down first.',
  )
  assert.equal(
    errorText(38043),
    "[code=38043:class=dm-master:scope=internal:level=high], Message: master is not leader, and can't forward request to leader",
  )
})

test('dmError() fills the places in order, also with text that looks like one', () => {
  assert.match(dmError(46006, '%s', 'free', 'bound').message, /dm-worker %s, from free to bound$/)
  assert.equal(dmError(38048, 'x').code, 38048)
})
