import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PassingTrouble, retried } from '../../src/packages/retries.js'
import { countingClock } from './counting_clock.js'

describe('retried()', () => {
  test('tries again after passing trouble', async () => {
    const clock = countingClock()
    let tries = 0
    const work = async (): Promise<number> => {
      if (++tries < 3) throw new PassingTrouble('lost')
      return tries
    }
    assert.equal(await retried(work, { clock, doing: 'read X' }), 3)
    assert.deepEqual(clock.sleeps, [500, 500])
  })

  test('gives up after five tries, with the last trouble', async () => {
    const work = async (): Promise<never> => {
      throw new PassingTrouble('lost')
    }
    await assert.rejects(retried(work, { clock: countingClock(), doing: 'read X' }), {
      code: 'E-MIRROR',
      message: 'cannot read X as lost (5 tries)',
    })
  })

  test('does not try again after anything else', async () => {
    const clock = countingClock()
    const work = async (): Promise<never> => {
      throw new Error('wrong')
    }
    await assert.rejects(retried(work, { clock, doing: 'read X' }), { message: 'wrong' })
    assert.deepEqual(clock.sleeps, [])
  })
})
