import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Patience } from '../../../src/playground/store/patience.js'
import { silenceMs } from '../../../src/playground/store/timing.js'

/** Of a member whose clock a test moves. */
function patient(random = 0) {
  const clock = { ms: 0 }
  return { patience: new Patience({ now: () => clock.ms, random: () => random }), clock }
}

describe('Patience', () => {
  test('ends soon where no coordinator is known, a while later where one was heard of', () => {
    const { patience, clock } = patient()
    clock.ms = 61
    assert.equal(patience.isOver, true)
    patience.heard()
    clock.ms += silenceMs
    assert.equal(patience.isOver, false)
    clock.ms += 1
    assert.equal(patience.isOver, true)
    patience.postpone()
    clock.ms += 201
    assert.equal(patience.isOver, true)
  })

  test('is not the same for all', () => {
    const { patience, clock } = patient(0.5)
    patience.heard()
    clock.ms = silenceMs * 1.5
    assert.equal(patience.isOver, false)
    clock.ms += 1
    assert.equal(patience.isOver, true)
  })

  test('follows for less than a silence, and doubts after more than one', () => {
    const { patience, clock } = patient()
    assert.deepEqual([patience.follows, patience.doubts], [false, true])
    patience.heard()
    const seen = [0, 0.7, 0.9, 1.4, 1.6].map((part) => {
      clock.ms = silenceMs * part
      return [patience.follows, patience.doubts]
    })
    assert.deepEqual(seen, [
      [true, false],
      [true, false],
      [false, false],
      [false, false],
      [false, true],
    ])
  })
})
