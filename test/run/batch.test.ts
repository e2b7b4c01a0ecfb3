import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Serial } from '../../src/language/playbook.js'
import { batches, failureLimit } from '../../src/run/batch.js'

const hosts = (count: number) => Array.from({ length: count }, (_, index) => index)

describe('batches()', () => {
  const cases: [number, Serial | null, number[]][] = [
    [0, null, []],
    [5, null, [5]],
    [5, 1, [1, 1, 1, 1, 1]],
    [5, 2, [2, 2, 1]],
    [5, 9, [5]],
    [10, '25%', [2, 2, 2, 2, 2]],
    [3, '25%', [1, 1, 1]],
    [3, '100%', [3]],
    [10, [1, '30%'], [1, 3, 3, 3]],
    [4, [1, 2], [1, 2, 1]],
    [0, 1, []],
  ]
  for (const [total, serial, sizes] of cases) {
    test(`cuts ${total} hosts by ${JSON.stringify(serial)} into ${JSON.stringify(sizes)}`, () => {
      const cut = batches(hosts(total), serial)
      assert.deepEqual(
        cut.map((batch) => batch.length),
        sizes,
      )
      assert.deepEqual(cut.flat(), hosts(total))
    })
  }

  for (const serial of [0, -1, 1.5, '0', '25', '101%', 'x%']) {
    test(`refuses ${serial}`, () => {
      assert.throws(() => batches(hosts(3), serial), { code: 'E-SERIAL' })
    })
  }
})

describe('failureLimit()', () => {
  const cases: [number | string | null, { hosts: number; rolling: boolean }, number][] = [
    [null, { hosts: 9, rolling: true }, 0],
    [null, { hosts: 9, rolling: false }, Number.POSITIVE_INFINITY],
    [2, { hosts: 9, rolling: true }, 2],
    ['20%', { hosts: 9, rolling: false }, 1],
    ['20%', { hosts: 4, rolling: false }, 0],
  ]
  for (const [limit, play, expected] of cases) {
    test(`bears ${expected} of ${play.hosts} for ${limit}${play.rolling ? ', rolling' : ''}`, () => {
      assert.equal(failureLimit(limit, play), expected)
    })
  }
})
