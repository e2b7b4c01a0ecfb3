import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Change } from '../../src/core/event.js'
import { colorsFor } from '../../src/report/colors.js'
import { planLines } from '../../src/report/plan_text.js'
import { changed, Recorder } from './recorder.js'
import { after } from './replayed.js'

function planOf(change: string | Change): string[] {
  const run = new Recorder('x', ['m1'], 'plan')
  run.play('Play', ['m1'])
  run.task('Task', ['m1'], [changed(change)])
  return planLines(after(run.events).plan, colorsFor(false))
}

const text = (before: string, after: string): Change => ({ summary: 'text of a', diff: { path: 'a', before, after } })

describe('planLines()', () => {
  const signs: [string | Change, string][] = [
    ['create /dm-data', '+'],
    ['mode 0777 → 0755', '~'],
    ['remove /dm-data', '-'],
    ['restart dm-worker-8262.service', '!'],
    [text('', 'x\n'), '+'],
    [text('x\n', 'y\n'), '~'],
    [text('x\n', ''), '-'],
  ]
  for (const [change, sign] of signs) {
    test(`marks ${JSON.stringify(change)} with ${sign}`, () => {
      const [play, task, line] = planOf(change)
      assert.equal(play, 'Play')
      assert.equal(task, `  ${sign} Task  m1`)
      assert.ok(line?.startsWith(`      ${sign} `))
    })
  }
})
