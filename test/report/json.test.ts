import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { jsonReporter } from '../../src/report/json.js'
import { recordingOptions } from './recording_output.js'
import { deployRun, patchRun } from './runs.js'

describe('jsonReporter()', () => {
  test('prints each event as one line, whole, with the schema in front', () => {
    const { out, options } = recordingOptions()
    const reporter = jsonReporter(options)
    for (const event of patchRun()) reporter.listener(event)
    const lines = out.text.trimEnd().split('\n')
    assert.ok(lines.every((line) => line.startsWith('{"schema":"dmbook/event/v1","kind":"')))
    const events: unknown[] = lines.map((line) => JSON.parse(line))
    assert.deepEqual(
      events,
      patchRun().map((event) => ({ schema: 'dmbook/event/v1', ...event })),
    )
  })

  test('says failures and warnings on the error stream too', () => {
    const { err, options } = recordingOptions()
    const reporter = jsonReporter(options)
    for (const event of [...deployRun(), ...patchRun()]) reporter.listener(event)
    assert.match(err.text, /^warning: 10\.0\.0\.3 has less than 4 GiB of memory\nFAILED Say so/)
    assert.match(err.text, /\nContinue: dmbook resume 7f3a\n$/)
  })

  test('hides secrets', () => {
    const { out, options } = recordingOptions({ redact: (text) => text.replaceAll('mysql-01', '******') })
    const reporter = jsonReporter(options)
    for (const event of patchRun()) reporter.listener(event)
    assert.ok(!out.text.includes('mysql-01'))
  })
})
