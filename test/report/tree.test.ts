import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import type { Event } from '../../src/core/event.js'
import type { ReporterOptions } from '../../src/report/reporter.js'
import { treeReporter } from '../../src/report/tree.js'
import { assertGolden } from './golden.js'
import { RecordingOutput, recordingOptions } from './recording_output.js'
import { bigRun, deployRun, interruptedRun, manyFailuresRun, patchRun, planRun } from './runs.js'
import { Terminal } from './terminal.js'

/** Plays events in their own time, with frames between them; gives what a reader sees at the end. */
async function replay(t: TestContext, events: readonly Event[], options: Partial<ReporterOptions> = {}) {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const terminal = new Terminal()
  const out = new RecordingOutput()
  let now = events[0]?.at ?? 0
  const reporter = treeReporter({ ...recordingOptions({ now: () => now, ...options }).options, out })
  let seen = 0
  for (const event of events) {
    while (now < event.at) {
      const step = Math.min(100, event.at - now)
      now += step
      t.mock.timers.tick(step)
    }
    reporter.listener(event)
    terminal.write(out.text.slice(seen))
    seen = out.text.length
    assert.ok(terminal.cursorShown && terminal.wraps, 'nothing to restore after any write')
  }
  await reporter.finish()
  terminal.write(out.text.slice(seen))
  return { terminal, out }
}

describe('treeReporter()', () => {
  const runs: [string, () => Event[]][] = [
    ['deploy', deployRun],
    ['patch', patchRun],
    ['interrupted', interruptedRun],
    ['plan', planRun],
    ['many_failures', manyFailuresRun],
  ]
  for (const [name, run] of runs) {
    test(`leaves the run ${name} on the terminal as recorded, nothing twice`, async (t) => {
      const { terminal } = await replay(t, run())
      assertGolden(`${name}.tree.txt`, `${terminal.text}\n`)
    })
  }

  test('prints a line once and never moves it', async (t) => {
    const { out } = await replay(t, deployRun())
    assert.equal(out.text.split('✔ Make the directories').length, 2)
  })

  test('paints at most ten frames a second', async (t) => {
    const events = bigRun(50, 4)
    const { out } = await replay(t, events)
    const seconds = ((events.at(-1)?.at ?? 0) - (events[0]?.at ?? 0)) / 1000
    assert.ok(out.writes <= seconds * 10 + 4, `${out.writes} writes in ${seconds} s`)
  })

  test('takes the live rows away while a question is asked', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] })
    const { out, options } = recordingOptions({ now: () => deployRun()[0]?.at ?? 0 })
    const reporter = treeReporter(options)
    const events = deployRun()
    for (const event of events.slice(0, 8)) reporter.listener(event)
    t.mock.timers.tick(100)
    const resume = await reporter.pause()
    const before = out.text
    for (const event of events.slice(8)) reporter.listener(event)
    t.mock.timers.tick(1000)
    assert.equal(out.text, before)
    const terminal = new Terminal()
    terminal.write(before)
    assert.doesNotMatch(terminal.text, /⠋/)
    resume()
    await reporter.finish()
    terminal.write(out.text.slice(before.length))
    assert.match(terminal.text, /deploy prod: done/)
  })

  test('leaves out frames while the terminal cannot keep up', (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] })
    const { out, options } = recordingOptions()
    const reporter = treeReporter(options)
    for (const event of deployRun().slice(0, 8)) reporter.listener(event)
    out.writableNeedDrain = true
    t.mock.timers.tick(500)
    assert.equal(out.text, '')
    out.writableNeedDrain = false
    t.mock.timers.tick(100)
    assert.match(out.text, /Connect/)
  })

  test('adds no listener to the process', async (t) => {
    const before = process.listenerCount('SIGINT')
    await replay(t, deployRun().slice(0, 10))
    assert.equal(process.listenerCount('SIGINT'), before)
  })

  test('folds what is open when the run ends without a word', async (t) => {
    const events = interruptedRun().filter(({ kind }) => kind !== 'run_finished')
    const { terminal } = await replay(t, events)
    assert.match(terminal.text, /■ Stop the unit +1 rescued · 1 in doubt · 1 not finished/)
  })

  test('stays near a plain loop over the same events with 200 hosts and 10 tasks', () => {
    const events = bigRun(200, 10)
    const { options } = recordingOptions({ now: () => events[0]?.at ?? 0 })
    const reporter = treeReporter(options)
    const plain = timed(() => events.map((event) => JSON.parse(JSON.stringify(event))))
    const tree = timed(() => {
      for (const event of events) reporter.listener(event)
    })
    assert.ok(tree < plain * 20 + 50, `tree ${tree.toFixed(0)} ms, plain ${plain.toFixed(0)} ms`)
  })
})

/** Of this process, whatever else the machine does meanwhile. */
function timed(work: () => unknown): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}
