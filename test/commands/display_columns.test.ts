import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Column, fitting, pathEnd } from '../../src/commands/display_columns.js'
import type { DisplayRow } from '../../src/commands/display_json.js'

const rows = [{}] as DisplayRow[]
const columns: readonly Column[] = [
  { name: 'ID', text: () => '172.19.0.101:8261' },
  { name: 'Host', text: () => '172.19.0.101', spare: 2 },
  { name: 'Deploy Dir', text: () => '/dm-deploy/of-the-cluster/dm-master-8261', spare: 1, path: true },
]
const shown = (width: number): string[] => fitting(columns, rows, width).map(({ text }) => text(rows[0] as DisplayRow))

describe('fitting()', () => {
  const cases: [number, string[]][] = [
    [Number.POSITIVE_INFINITY, ['172.19.0.101:8261', '172.19.0.101', '/dm-deploy/of-the-cluster/dm-master-8261']],
    [73, ['172.19.0.101:8261', '172.19.0.101', '/dm-deploy/of-the-cluster/dm-master-8261']],
    [72, ['172.19.0.101:8261', '172.19.0.101', '…/of-the-cluster/dm-master-8261']],
    [50, ['172.19.0.101:8261', '172.19.0.101', '…/dm-master-8261']],
    [48, ['172.19.0.101:8261', '172.19.0.101']],
    [30, ['172.19.0.101:8261']],
    [5, ['172.19.0.101:8261']],
  ]
  for (const [width, cells] of cases)
    test(`shows ${cells.length} columns in ${width}`, () => assert.deepEqual(shown(width), cells))
})

describe('pathEnd()', () => {
  test('keeps whole parts, and a part that is too long by its end', () => {
    assert.equal(pathEnd('/a/bc', 5), '/a/bc')
    assert.equal(pathEnd('/data/dm/worker', 9), '…/worker')
    assert.equal(pathEnd('/data/averylongname', 6), '…gname')
  })
})
