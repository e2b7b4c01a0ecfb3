// A row of a screen, as pieces of plain text each with its colour: cut to the width first, painted last, so that no
// colour is ever torn and every row fits.

import type { Colors } from './colors.js'
import { paddedStart, truncated, visibleWidth } from './width.js'

/** How rows are painted: `width` in columns, at most those of the screen less one; Infinity where nothing is cut. */
export interface Style {
  readonly colors: Colors
  readonly width: number
}

export interface Span {
  readonly text: string
  readonly paint: (text: string) => string
}

export const plain = (text: string): Span => ({ text, paint: (same) => same })

/** Columns that the pieces take together. */
export const widthOf = (spans: readonly Span[]): number => spans.reduce((sum, { text }) => sum + visibleWidth(text), 0)

/** The pieces in at most `width` columns, the last one that fits cut with …. */
function cut(spans: readonly Span[], width: number): Span[] {
  const kept: Span[] = []
  let room = width
  for (const span of spans) {
    if (room <= 0) break
    kept.push({ ...span, text: truncated(span.text, room) })
    room -= visibleWidth(span.text)
  }
  return kept
}

const painted = (spans: readonly Span[]): string => spans.map(({ text, paint }) => paint(text)).join('')

/** A row of one part. */
export const row = (spans: readonly Span[], width: number): string => painted(cut(spans, width))

/** A row whose second part stands at the right end; the first gives way to it, but keeps a third of the row. */
export function splitRow(left: readonly Span[], right: readonly Span[], width: number): string {
  const rightWidth = Math.min(widthOf(right), width - Math.ceil(width / 3))
  const room = width - rightWidth
  const start = cut(left, room - 2)
  const gap = ' '.repeat(Math.max(0, room - widthOf(start)))
  return painted(start) + gap + painted(cut(right, rightWidth))
}

/** Text broken at blanks into rows of at most `width` columns; a longer word stays whole. */
export function wrapped(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => {
    const rows: string[] = []
    for (const word of line.trimEnd().split(' ')) {
      const last = rows.at(-1)
      const joined = `${last} ${word}`
      if (last !== undefined && visibleWidth(joined) <= width) rows[rows.length - 1] = joined
      else rows.push(word)
    }
    return rows
  })
}

/** The pieces with a dot between them. */
export const dotted = (spans: readonly Span[], paint: Span['paint']): Span[] =>
  spans.flatMap((span, index) => (index === 0 ? [span] : [{ text: ' · ', paint }, span]))

/** A duration in a column of its own, so that they stand below each other. */
export const timeColumn = (text: string): string => paddedStart(text, 8)
