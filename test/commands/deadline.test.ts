import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { deadlineFor } from '../../src/commands/deadline.js'
import type { Fetch } from '../../src/hosts/http.js'

describe('deadlineFor()', () => {
  const scene = (timeoutMs: number) => {
    const time = { now: 0 }
    const given: number[] = []
    const slept: number[] = []
    const fetch: Fetch = async (_url, options) => {
      given.push(options.timeoutMs)
      return { status: 200, text: '' }
    }
    const clock = {
      monotonic: () => time.now,
      sleep: async (ms: number) => void slept.push(ms),
    }
    return { time, given, slept, ...deadlineFor(fetch, { clock, timeoutMs }) }
  }

  test('gives each request what is left, never more than it wants', async () => {
    const { fetch, time, given } = scene(1000)
    await fetch('http://a', { timeoutMs: 300 })
    time.now = 800
    await fetch('http://a', { timeoutMs: 300 })
    assert.deepEqual(given, [300, 200])
  })

  test('refuses a request when nothing is left, and sleeps no longer than that', async () => {
    const { fetch, clock, time, slept } = scene(1000)
    await clock.sleep(5000)
    time.now = 1000
    await assert.rejects(fetch('http://a', { timeoutMs: 300 }), { code: 'E-HTTP' })
    await clock.sleep(500)
    assert.deepEqual(slept, [1000, 0])
  })
})
