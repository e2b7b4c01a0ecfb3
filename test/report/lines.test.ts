import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Event } from '../../src/core/event.js'
import { linesReporter } from '../../src/report/lines.js'
import type { ReporterOptions } from '../../src/report/reporter.js'
import { assertGolden } from './golden.js'
import { recordingOptions } from './recording_output.js'
import { deployRun, interruptedRun, manyFailuresRun, patchRun, planRun, secondRun } from './runs.js'

function linesOf(events: readonly Event[], options: Partial<ReporterOptions> = {}): string {
  const recording = recordingOptions(options)
  const reporter = linesReporter(recording.options)
  for (const event of events) reporter.listener(event)
  return recording.out.text
}

describe('linesReporter()', () => {
  const runs: [string, () => Event[], boolean][] = [
    ['deploy', deployRun, false],
    ['deploy_verbose', deployRun, true],
    ['patch', patchRun, false],
    ['second', secondRun, false],
    ['interrupted', interruptedRun, false],
    ['plan', planRun, false],
    ['many_failures', manyFailuresRun, false],
  ]
  for (const [name, run, verbose] of runs) {
    test(`says the run ${name} as recorded`, () => {
      assertGolden(`${name}.lines.txt`, linesOf(run(), { verbose }))
    })
  }

  test('has no escape sequences unless colour is forced', () => {
    assert.ok(!linesOf(patchRun()).includes('\x1b'))
    assert.ok(linesOf(patchRun(), { color: true }).includes('\x1b[31m'))
  })

  test('lets no host send control characters', () => {
    const events = [...patchRun(), { kind: 'warning', at: 0, text: 'a\x1b[2Jb\u202ec\x07d' } as const]
    assert.match(linesOf(events), /warning: abcd\n/)
  })

  test('hides secrets, also those that are words of ours', () => {
    const text = linesOf(patchRun(), { redact: (plain) => plain.replaceAll(/mysql-01|changed/g, '******') })
    assert.ok(!text.includes('mysql-01'))
    assert.match(text, /1 changed/)
  })

  test('survives a reader that went away', async () => {
    const { out, options } = recordingOptions()
    const reporter = linesReporter(options)
    const [first, ...rest] = deployRun()
    if (first) reporter.listener(first)
    out.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    const written = out.text
    for (const event of rest) reporter.listener(event)
    await reporter.finish()
    assert.equal(out.text, written)
  })

  test('holds its lines back while a question is asked', async () => {
    const { out, options } = recordingOptions()
    const reporter = linesReporter(options)
    const resume = await reporter.pause()
    for (const event of secondRun()) reporter.listener(event)
    assert.equal(out.text, '')
    resume()
    assert.equal(out.text, linesOf(secondRun()))
  })
})
