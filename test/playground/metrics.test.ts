import assert from 'node:assert/strict'
import { test } from 'node:test'
import { metricsText } from '../../src/playground/metrics.js'

test('metricsText() begins with the start time in seconds', () => {
  assert.match(metricsText(1500, [['x{a="b"}', 2]]), /^process_start_time_seconds 1\.5\n(.*\n)*x\{a="b"\} 2\n$/)
})
