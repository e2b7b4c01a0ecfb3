import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Event, RunResult } from '../../src/core/event.js'
import { colorsFor } from '../../src/report/colors.js'
import { recap } from '../../src/report/recap.js'
import { emptyView, viewAfter } from '../../src/report/view_model.js'
import { ok, Recorder } from './recorder.js'
import { bigRun, deployRun, interruptedRun, patchRun, planRun, secondRun } from './runs.js'

const style = { colors: colorsFor(false), width: 79 }

function recapOf(events: readonly Event[]): string {
  return recap(events.reduce(viewAfter, emptyView({ verbose: false })), style).join('\n')
}

function emptyPlan(): Event[] {
  const run = new Recorder('start', ['m1'], 'plan')
  run.play('Play', ['m1'])
  run.task('Task', ['m1'], [ok])
  return run.finish('ok')
}

const ended = (events: readonly Event[], result: RunResult) =>
  events.map((event) => (event.kind === 'run_finished' ? { ...event, result } : event))

describe('recap()', () => {
  const sentences: [string, readonly Event[], RegExp][] = [
    ['changes', deployRun(), /^deploy prod: done, 12 hosts, 17\.6s\. 32 changes\.$/m],
    ['no changes', secondRun(), /Nothing had to change\.$/m],
    ['a plan', planRun(), /7 changes, 3 that cannot be foreseen\. Nothing was changed\.$/m],
    ['an empty plan', emptyPlan(), /^Plan of start prod: 1 host, 400ms\. Nothing would change\.$/m],
    ['a failure', patchRun(), /^patch prod failed on 1 of 3 hosts, 1m 06s\.$/m],
    ['an interruption', interruptedRun(), /^stop prod was interrupted after 380ms\.$/m],
    ['lost hosts', ended(interruptedRun(), 'unreachable'), /^stop prod could not reach 1 of 3 hosts/m],
    ['a refusal', ended(secondRun(), 'refused'), /^start prod was refused before the first change\.$/m],
    [
      'a run that was fenced out',
      ended(secondRun(), 'locked'),
      /^start prod was ended: another run has taken the cluster over\.$/m,
    ],
  ]
  for (const [name, events, sentence] of sentences) {
    test(`says ${name} in a sentence`, () => assert.match(recapOf(events), sentence))
  }

  test('leaves out columns of zeros', () => {
    assert.match(recapOf(secondRun()), /^Host +Ok +Time$/m)
  })

  test('folds hosts that fared alike when there are many', () => {
    assert.match(recapOf(bigRun(200, 2)), /^10\.1\.0\.0:8262 and 199 more +2 +400ms$/m)
  })

  test('ends with the command that continues', () => {
    assert.match(recapOf(patchRun()), /\n\nContinue: dmbook resume 7f3a$/)
    assert.match(recapOf(ended(patchRun(), 'refused')), /\n\nThen again: dmbook resume 7f3a$/)
  })
})
