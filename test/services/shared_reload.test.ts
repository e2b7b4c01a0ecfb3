import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Writer } from '../../src/hosts/host.js'
import { shared } from '../../src/services/shared_reload.js'
import { fakeHost } from '../fakes/fake_host.js'

const tick = () => new Promise((resolve) => setImmediate(resolve))

describe('shared()', () => {
  test('those that come while one is under way share the next', async () => {
    const ends: (() => void)[] = []
    const reload = shared(() => new Promise((resolve) => void ends.push(resolve)))
    const host = fakeHost()
    const done: string[] = []
    const ask = (name: string) => reload(host).then(() => void done.push(name))
    const all = [ask('first'), ask('second'), ask('third')]
    await tick()
    assert.equal(ends.length, 1)
    ends[0]?.()
    await tick()
    assert.deepEqual([done, ends.length], [['first'], 2])
    all.push(ask('late'))
    ends[1]?.()
    await tick()
    assert.deepEqual([done, ends.length], [['first', 'second', 'third'], 3])
    ends[2]?.()
    await Promise.all(all)
    await Promise.race([ask('again'), tick()])
    assert.equal(ends.length, 4)
  })

  test('each machine has its own, and a failure is that of those who shared it', async () => {
    const asked: Writer[] = []
    const reload = shared(async (host) => {
      asked.push(host)
      if (asked.length === 1) throw new Error('no')
    })
    const [one, other] = [fakeHost(), fakeHost({}, { hostname: 'other' })]
    const results = await Promise.allSettled([reload(one), reload(one), reload(other)])
    assert.deepEqual(
      results.map(({ status }) => status),
      ['rejected', 'fulfilled', 'fulfilled'],
    )
    assert.equal(asked.length, 3)
  })
})
