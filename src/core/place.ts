// A place in a text that a user wrote: what every error about an input points at.
// A Source keeps the text, so that a code frame can be drawn long after the file was read.

/** A file as it was read. `text` is whole; `file` is what the user typed or would type. */
export interface Source {
  readonly file: string
  readonly text: string
}

/** `line` and `column` count from 1; `length` is the width to underline, at least 1. */
export interface Place {
  readonly source: Source
  readonly line: number
  readonly column: number
  readonly length: number
}

/** The place of `length` characters that begin at `offset` of the text. */
export function placeAt(source: Source, { offset, length = 1 }: { offset: number; length?: number }): Place {
  const before = source.text.slice(0, offset)
  const line = before.split('\n').length
  const column = offset - before.lastIndexOf('\n')
  return { source, line, column, length: Math.max(1, length) }
}

/** `prod.yaml:14:5`, as editors and terminals understand it. */
export function placeText({ source, line, column }: Place): string {
  return `${source.file}:${line}:${column}`
}

/** Longer lines are shown around the place only. */
const widest = 240

/** The lines around a place, the place underlined, the hint under the caret. */
export function codeFrame(place: Place, hint?: string): string {
  const lines = place.source.text.split('\n')
  const first = Math.max(1, place.line - 1)
  const last = Math.min(lines.length, place.line + 1)
  const width = String(last).length
  const rows: string[] = []
  const cut = (lines[place.line - 1] ?? '').length > widest ? Math.max(0, place.column - widest / 2) : 0
  const shown = { ...place, column: place.column - cut }
  for (let number = first; number <= last; number++) {
    const text = (lines[number - 1] ?? '')
      .replaceAll('\t', ' ')
      .slice(cut, cut + widest)
      .trimEnd()
    if (number === last && number > place.line && text === '') continue
    rows.push(`  ${String(number).padStart(width)} | ${text}`.trimEnd())
    if (number === place.line) rows.push(`  ${' '.repeat(width)} | ${underline(shown, text)}${hint ? ` ${hint}` : ''}`)
  }
  return rows.join('\n')
}

function underline({ column, length }: Place, text: string): string {
  const room = Math.max(1, text.length - column + 1)
  return ' '.repeat(column - 1) + '^'.repeat(Math.min(length, room))
}
