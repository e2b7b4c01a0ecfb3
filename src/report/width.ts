// How many columns a text takes on a terminal, and texts cut to columns. Chinese, Japanese and Korean characters and
// emoji take two, combining marks none; a text is counted by what a reader sees as one character.

import { stripVTControlCharacters } from 'node:util'

const ascii = /^[\x20-\x7e]*$/
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\uff9e|\uff9f|\ufe0f/u
const nothing = /^[\p{Mark}\p{Cf}\p{Cc}]*$/u
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Columns that `text` takes; colours take none. */
export function visibleWidth(text: string): number {
  if (ascii.test(text)) return text.length
  let width = 0
  for (const { segment } of graphemes.segment(stripVTControlCharacters(text))) width += segmentWidth(segment)
  return width
}

function segmentWidth(segment: string): number {
  if (nothing.test(segment)) return 0
  return wide.test(segment) ? 2 : 1
}

/** `text` in at most `width` columns, the end as … where it had to be cut. For text without colours. */
export function truncated(text: string, width: number): string {
  if (visibleWidth(text) <= width) return text
  if (width < 1) return ''
  let cut = ''
  let used = 0
  for (const { segment } of graphemes.segment(text)) {
    used += segmentWidth(segment)
    if (used > width - 1) break
    cut += segment
  }
  return `${cut.trimEnd()}…`
}

/** `text` filled with blanks to `width` columns. */
export const padded = (text: string, width: number): string => text + blanks(width - visibleWidth(text))

/** `text` moved to the right end of `width` columns. */
export const paddedStart = (text: string, width: number): string => blanks(width - visibleWidth(text)) + text

const blanks = (count: number): string => ' '.repeat(Math.max(0, count))
