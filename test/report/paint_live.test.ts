import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { colorsFor } from '../../src/report/colors.js'
import { liveRows } from '../../src/report/paint_live.js'
import { emptyView, viewAfter } from '../../src/report/view_model.js'
import { visibleWidth } from '../../src/report/width.js'
import { assertGolden } from './golden.js'
import { Recorder } from './recorder.js'
import { bigRun, deployRun, patchRun } from './runs.js'

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 40, rows: 10 },
  { columns: 120, rows: 40 },
]

/** The live rows after each event at which they change, each half a second and more after its task began. */
function frames(events: ReturnType<typeof deployRun>, { columns, rows }: { columns: number; rows: number }): string {
  let view = emptyView({ verbose: false })
  const seen: string[] = []
  for (const event of events) {
    view = viewAfter(view, event)
    const moment = { colors: colorsFor(false), width: columns - 1, rows, now: event.at + 1500 }
    const painted = liveRows(view, moment)
    for (const line of painted) assert.ok(visibleWidth(line) < columns, line)
    assert.ok(painted.length <= rows - 2)
    if (painted.length > 0) seen.push(painted.join('\n'))
  }
  return `${seen.filter((frame, index) => frame !== seen[index - 1]).join('\n--\n')}\n`
}

describe('liveRows()', () => {
  for (const size of sizes) {
    test(`paints the frames of a deploy on ${size.columns}×${size.rows} as recorded`, () => {
      assertGolden(`deploy.frames_${size.columns}.txt`, frames(deployRun(), size))
    })
  }

  test('paints the frames of a patch as recorded', () => {
    assertGolden('patch.frames_80.txt', frames(patchRun(), { columns: 80, rows: 24 }))
  })

  test('never takes more rows than the screen has', () => {
    const view = manyTasks(30).events.reduce(viewAfter, emptyView({ verbose: false }))
    const painted = liveRows(view, { colors: colorsFor(false), width: 79, rows: 10, now: 0 })
    assert.equal(painted.length, 8)
    assert.equal(painted[0], '… 23 more')
    assert.match(painted.at(-1) ?? '', /Task 29/)
  })

  test('fits wide characters', () => {
    const run = new Recorder('x', ['a', 'b'])
    const task = run.begin('停止所有的服务并等待它们完全停止', ['a', 'b'])
    run.waiting(task, 'a', '还在运行，请稍等')
    const view = run.events.reduce(viewAfter, emptyView({ verbose: false }))
    for (const width of [20, 39, 60]) {
      const [row = ''] = liveRows(view, { colors: colorsFor(true), width, rows: 24, now: run.at + 5000 })
      assert.ok(visibleWidth(row) <= width, row)
    }
  })

  test('has one row for 200 hosts', () => {
    const view = bigRun(200, 1)
      .slice(0, 300)
      .reduce(viewAfter, emptyView({ verbose: false }))
    assert.equal(liveRows(view, { colors: colorsFor(false), width: 79, rows: 24, now: 0 }).length, 1)
  })
})

function manyTasks(count: number): Recorder {
  const run = new Recorder('x', ['a'])
  for (let number = 0; number < count; number++) run.begin(`Task ${number}`, ['a'])
  return run
}
