import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { colorsFor } from '../../src/report/colors.js'
import { entryRows } from '../../src/report/paint_entry.js'
import { visibleWidth } from '../../src/report/width.js'
import { after } from './replayed.js'
import { deployRun, interruptedRun, manyFailuresRun, patchRun, secondRun } from './runs.js'

describe('entryRows()', () => {
  for (const width of [39, 79, 110]) {
    test(`fits every entry into ${width} columns, with colours and without`, () => {
      for (const run of [deployRun, patchRun, secondRun, interruptedRun, manyFailuresRun]) {
        for (const color of [true, false]) {
          const style = { colors: colorsFor(color), width }
          const rows = after(run(), true).entries.flatMap(({ entry }) => entryRows(entry, style))
          // a path in a hint is a single word, which may stand out
          for (const row of rows) assert.ok(visibleWidth(row) <= width || row.includes('/dm-deploy/'), row)
        }
      }
    })
  }
})
