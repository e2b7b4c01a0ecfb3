// What of display's table a terminal has room for. A line that wraps is harder to read than a path without its beginning:
// paths are cut to their ends first, then columns that can be spared go. Pipes and --json always get everything.

import { table } from '../core/text.js'
import type { DisplayRow } from './display_json.js'

export interface Column {
  readonly name: string
  text(row: DisplayRow): string
  /** the lower, the sooner it is left out; absent: never */
  readonly spare?: number
  /** its cells are paths */
  readonly path?: boolean
}

const shortestPath = 16

/** The columns as they fit `width`, the paths cut to what the others leave; as few left out as can be. */
export function fitting(columns: readonly Column[], rows: readonly DisplayRow[], width: number): readonly Column[] {
  if (widthOf(columns, rows) <= width) return columns
  const cut = withShortPaths(columns, rows, width)
  if (cut) return cut
  const least = Math.min(...columns.map(({ spare }) => spare ?? Number.POSITIVE_INFINITY))
  const left = columns.filter(({ spare }) => spare !== least)
  return left.length === columns.length ? columns : fitting(left, rows, width)
}

function withShortPaths(columns: readonly Column[], rows: readonly DisplayRow[], width: number): Column[] | null {
  const paths = columns.filter(({ path }) => path).length
  if (paths === 0) return null
  const others = widthOf(
    columns.filter(({ path }) => !path),
    rows,
  )
  const room = Math.floor((width - others) / paths) - 2
  if (room < shortestPath) return null
  return columns.map((column) => (column.path ? { ...column, text: (row) => pathEnd(column.text(row), room) } : column))
}

const widthOf = (columns: readonly Column[], rows: readonly DisplayRow[]): number =>
  Math.max(...lines(columns, rows).map((line) => line.length))

const lines = (columns: readonly Column[], rows: readonly DisplayRow[]): string[] =>
  table(
    columns.map(({ name }) => name),
    rows.map((row) => columns.map(({ text }) => text(row))),
  )

/** The end of a path in at most `width` columns, whole parts where one fits: `…/dm-master-8261/data`. */
export function pathEnd(path: string, width: number): string {
  if (path.length <= width) return path
  const end = path.slice(path.length - (width - 1))
  const slash = end.indexOf('/')
  return `…${slash === -1 ? end : end.slice(slash)}`
}
