import assert from 'node:assert/strict'
import { test } from 'node:test'
import { colorsFor } from '../../src/report/colors.js'
import { coloredTable } from '../../src/report/table.js'

test('coloredTable() lines up what is seen, whatever the colours', () => {
  const { green } = colorsFor(true)
  const rows = [
    ['主机', 'Up', '1'],
    ['h', 'Down', '2'],
  ]
  assert.deepEqual(
    coloredTable(['Host', 'Status', 'N'], rows, (cell) => (cell === 'Up' ? green(cell) : cell)),
    ['Host  Status  N', '----  ------  -', '主机  \x1b[32mUp\x1b[39m      1', 'h     Down    2'],
  )
})
