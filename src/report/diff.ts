// A change of a text as a unified diff with three lines around it. Long ones are cut: a plan is read by people.

import { structuredPatch } from 'diff'
import type { Change } from '../core/event.js'
import type { Colors } from './colors.js'

type TextDiff = NonNullable<Change['diff']>

/** Lines shown of one diff unless said otherwise. */
const mostLines = 40
/** Texts that differ in more lines than this are not compared: the time grows with the square, and nobody reads it. */
const mostEdits = 1000

/** The lines of a diff; `most` caps them. Empty where the texts are the same. */
export function diffLines({ path, before, after }: TextDiff, colors: Colors, most = mostLines): string[] {
  if (before === after) return []
  const [from, to] = [before === '' ? '/dev/null' : path, after === '' ? '/dev/null' : path]
  const cap = before && after ? { maxEditLength: mostEdits } : {}
  const patch = structuredPatch(from, to, before, after, '', '', { context: 3, ...cap })
  if (!patch) return [colors.dim(`(too much differs to show: ${lineCount(before)} lines → ${lineCount(after)})`)]
  const body = patch.hunks.flatMap((hunk) => [hunkHead(hunk), ...hunk.lines])
  const all = [`--- ${from}`, `+++ ${to}`, ...body]
  const left = all.length - most
  const shown = left > 1 ? all.slice(0, most) : all
  const lines = shown.map((line, index) => painted(line, { header: index < 2, colors }))
  return left > 1 ? [...lines, colors.dim(`… ${left} more lines`)] : lines
}

interface Hunk {
  readonly oldStart: number
  readonly oldLines: number
  readonly newStart: number
  readonly newLines: number
}

const hunkHead = ({ oldStart, oldLines, newStart, newLines }: Hunk): string =>
  `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`

function painted(line: string, { header, colors }: { readonly header: boolean; readonly colors: Colors }): string {
  if (header) return colors.bold(line)
  if (line.startsWith('+')) return colors.green(line)
  if (line.startsWith('-')) return colors.red(line)
  return line.startsWith('@@') ? colors.cyan(line) : colors.dim(line)
}

const lineCount = (text: string): number => text.trimEnd().split('\n').length
