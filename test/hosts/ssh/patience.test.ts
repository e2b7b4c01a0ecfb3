import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Patience } from '../../../src/hosts/ssh/patience.js'

describe('Patience', () => {
  test('ends when nothing happens, starts anew with every step, stands still when stopped', (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] })
    let over = 0
    const patience = new Patience(100, () => over++)
    context.mock.timers.tick(90)
    patience.restart()
    context.mock.timers.tick(90)
    assert.equal(over, 0)
    patience.stop()
    context.mock.timers.tick(1_000)
    assert.equal(over, 0)
    patience.restart()
    context.mock.timers.tick(100)
    assert.equal(over, 1)
  })
})
