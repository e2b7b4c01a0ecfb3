// The end of a report: the plan where there was one, a table by host, one sentence, every failure in full, and the
// command that goes on from here. The table leaves out columns of zeros, and folds hosts that fared alike when many.

import { durationText } from '../core/duration.js'
import type { HostRecap, OutcomeKind } from '../core/event.js'
import { count } from '../core/text.js'
import type { Colors } from './colors.js'
import { runFailureLines } from './failures.js'
import { isTrouble, outcomeColor, outcomeKinds, outcomeWord } from './outcomes.js'
import { planLines } from './plan_text.js'
import type { Style } from './spans.js'
import { coloredTable } from './table.js'
import type { RunFinished, View } from './view.js'
import { runName } from './words.js'

/** Up to so many hosts have a row of their own. */
const mostRows = 30

/** The lines at the end of a run; none before it ended. */
export function recap({ finished, plan }: Pick<View, 'finished' | 'plan'>, style: Style): string[] {
  if (!finished) return []
  const { colors } = style
  const failures = finished.failures.flatMap((failure) => ['', ...runFailureLines(failure, style)])
  const next = finished.next ? ['', `${nextWord(finished.result)}: ${colors.bold(finished.next)}`] : []
  const table = recapTable(finished.recap, colors)
  return [
    '',
    ...planLines(plan, colors),
    ...table,
    ...(table.length > 0 ? [''] : []),
    verdict(finished, colors),
    ...failures,
    ...next,
  ]
}

/** Nothing was begun by what was refused, so that nothing goes on. */
export const nextWord = (result: RunFinished['result']): string => (result === 'refused' ? 'Then again' : 'Continue')

function recapTable(recaps: readonly HostRecap[], colors: Colors): string[] {
  if (recaps.length === 0) return []
  const rows = recaps.length > mostRows ? foldedRows(recaps) : recaps
  const kinds = outcomeKinds.filter((kind) => rows.some(({ counts }) => counts[kind] > 0))
  const cells = rows.map(({ host, counts, ms }) => [
    host,
    ...kinds.map((kind) => String(counts[kind])),
    durationText(ms),
  ])
  return coloredTable(['Host', ...kinds.map((kind) => capital(outcomeWord(kind))), 'Time'], cells, (cell, column) => {
    const kind = kinds[column - 1]
    if (!kind) return cell
    return cell === '0' ? colors.dim(cell) : outcomeColor(kind, colors)(cell)
  })
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** Hosts in trouble keep their row; the others share one per way they fared, with the longest time. */
function foldedRows(recaps: readonly HostRecap[]): HostRecap[] {
  const groups = new Map<string, HostRecap[]>()
  for (const one of recaps) {
    const key = Object.entries(one.counts).some(([kind, number]) => number > 0 && isTroubleWord(kind))
      ? one.host
      : JSON.stringify(outcomeKinds.map((kind) => one.counts[kind]))
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first || others.length === 0) return first ? [first] : []
    const ms = Math.max(first.ms, ...others.map((other) => other.ms))
    return [{ ...first, host: `${first.host} and ${count(others.length, 'more', 'more')}`, ms }]
  })
}

const isTroubleWord = (word: string): boolean => outcomeKinds.some((kind) => kind === word && isTrouble(kind))

function verdict(finished: RunFinished, colors: Colors): string {
  const { result, recap: recaps, ms, mode } = finished
  const changes = total(recaps, 'changed')
  const size = `${count(recaps.length, 'host')}, ${durationText(ms)}`
  const bad = recaps.filter(({ counts }) => outcomeKinds.some((kind) => isTrouble(kind) && counts[kind] > 0)).length
  const name = runName(finished)
  if (result === 'failed') return colors.red(`${name} failed on ${bad} of ${size}.`)
  if (result === 'unreachable') return colors.red(`${name} could not reach ${bad} of ${size}.`)
  if (result === 'interrupted') return colors.yellow(`${name} was interrupted after ${durationText(ms)}.`)
  if (result === 'refused') return colors.red(`${name} was refused before the first change.`)
  if (result === 'locked') return colors.red(`${name} was ended: another run has taken the cluster over.`)
  return mode === 'plan' ? planVerdict(finished, size) : runVerdict(finished, { changes, size, colors })
}

function runVerdict(
  finished: RunFinished,
  { changes, size, colors }: { readonly changes: number; readonly size: string; readonly colors: Colors },
): string {
  const done = `${runName(finished)}: done, ${size}.`
  return colors.green(changes === 0 ? `${done} Nothing had to change.` : `${done} ${count(changes, 'change')}.`)
}

function planVerdict(finished: RunFinished, size: string): string {
  const changes = total(finished.recap, 'changed')
  const may = total(finished.recap, 'may')
  const unknown = may > 0 ? `, ${may} that cannot be foreseen` : ''
  if (changes + may === 0) return `Plan of ${runName(finished)}: ${size}. Nothing would change.`
  return `Plan of ${runName(finished)}: ${size}. ${count(changes, 'change')}${unknown}. Nothing was changed.`
}

const total = (recaps: readonly HostRecap[], kind: OutcomeKind): number =>
  recaps.reduce((sum, { counts }) => sum + counts[kind], 0)
