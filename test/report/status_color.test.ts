import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { colorStatus } from '../../src/report/status_color.js'

describe('colorStatus()', () => {
  const cases: [string, number | null][] = [
    ['Healthy|L', 92],
    ['Up|L', 92],
    ['Up', 32],
    ['Healthy', 32],
    ['Free', 32],
    ['Down', 31],
    ['inactive', 31],
    ['N/A', 33],
    ['Tombstone', 33],
    ['Pending Offline', 33],
    ['Bound', null],
    ['Unhealthy', null],
    ['Relay', null],
  ]
  for (const [status, code] of cases) {
    test(`gives ${status} ${code ?? 'no colour'}`, () => {
      assert.equal(colorStatus(status), code ? `\x1b[${code}m${status}\x1b[39m` : status)
    })
  }
})
