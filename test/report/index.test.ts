import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Output, type ReporterKind, reporterFor } from '../../src/report/index.js'
import { recordingOptions } from './recording_output.js'
import { secondRun } from './runs.js'

describe('reporterFor()', () => {
  const firsts: [ReporterKind, RegExp][] = [
    ['tree', /start prod: 3 hosts/],
    ['lines', /^00:00 start prod: 3 hosts/],
    ['json', /^\{"schema":"dmbook\/event\/v1","kind":"run_started"/],
  ]
  for (const [kind, first] of firsts) {
    test(`gives a reporter that prints ${kind}`, async () => {
      const { out, options } = recordingOptions()
      const reporter = reporterFor({ kind, ...options })
      for (const event of secondRun()) reporter.listener(event)
      await reporter.finish()
      assert.match(out.text, first)
    })
  }

  test('takes the streams of the process', () => {
    const streams: Output[] = [process.stdout, process.stderr]
    assert.equal(streams.length, 2)
  })
})
