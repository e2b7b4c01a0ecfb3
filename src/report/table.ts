// Columns with colours: as core/text has them, but counted by what is seen, and each cell painted after it was filled.

import { padded, visibleWidth } from './width.js'

type Paint = (cell: string, column: number, row: number) => string

/** Rows under a head and a rule of dashes, two blanks between columns, no blanks at the end. `paint` colours cells. */
export function coloredTable(head: readonly string[], rows: readonly (readonly string[])[], paint: Paint): string[] {
  const rule = head.map((word) => '-'.repeat(visibleWidth(word)))
  const all = [head, rule, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => visibleWidth(row[column] ?? ''))))
  return all.map((row, index) =>
    row
      .map((cell, column) => {
        const filled = column === row.length - 1 ? cell : padded(cell, widths[column] ?? 0)
        return index < 2 ? filled : filled.replace(cell, () => paint(cell, column, index - 2))
      })
      .join('  ')
      .trimEnd(),
  )
}
