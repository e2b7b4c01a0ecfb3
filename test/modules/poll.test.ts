import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ModuleError } from '../../src/modules/module.js'
import { done, type Look, notYet, poll } from '../../src/modules/poll.js'
import { fakeTools } from './fake_tools.js'

const patience = { what: 'see the sun', timeoutMs: 3000, intervalMs: 1000, hint: 'look up' }

function looks(...answers: readonly Look<string>[]): () => Promise<Look<string>> {
  const left = [...answers]
  return async () => (left.length > 1 ? left.shift() : left[0]) ?? notYet('nothing')
}

describe('poll()', () => {
  test('gives what it waited for, and says each new value once', async () => {
    const tools = fakeTools()
    const value = await poll(tools, patience, looks(notYet('night'), notYet('night'), notYet('dawn'), done('day')))
    assert.equal(value, 'day')
    assert.deepEqual(tools.waited, ['night', 'dawn'])
  })

  test('names the last observed value when the time is over', async () => {
    await assert.rejects(poll(fakeTools(), patience, looks(notYet('night'))), (error: ModuleError) => {
      assert.equal(error.message, 'cannot see the sun within 3s: last seen: night')
      assert.deepEqual([error.code, error.hint, error.result], ['E-WAIT', 'look up', { seen: 'night' }])
      return true
    })
  })

  test('looks at least once, and stops with the run', async () => {
    assert.equal(await poll(fakeTools(), { ...patience, timeoutMs: 0 }, looks(done('day'))), 'day')
    const tools = fakeTools({ signal: AbortSignal.abort(new Error('stopped')) })
    await assert.rejects(poll(tools, patience, looks(done('day'))), /stopped/)
  })
})
