// A plan for reading: per play the tasks that would change something, with diffs, and those that may, with the reason.
// `+` creates, `~` changes, `-` removes, `!` acts (start, stop, restart), `?` cannot be foreseen, `=` stays as it is.

import type { Change } from '../core/event.js'
import { count } from '../core/text.js'
import { oneLine } from './clean.js'
import type { Colors } from './colors.js'
import { diffLines } from './diff.js'
import type { PlanChange, PlanTask } from './plan_model.js'
import { hostList, hostsText } from './words.js'

type Sign = '+' | '~' | '-' | '!' | '?' | '='

export function planLines(plan: readonly PlanTask[], colors: Colors): string[] {
  const plays = [...new Set(plan.map((row) => row.play))]
  return plays.flatMap((play) =>
    playLines(
      play,
      plan.filter((row) => row.play === play),
      colors,
    ),
  )
}

function playLines(play: string, rows: readonly PlanTask[], colors: Colors): string[] {
  const told = rows.filter((row) => row.changes.length > 0 || row.may.length > 0)
  const same = rows.filter((row) => !told.includes(row) && (row.counts.ok ?? 0) > 0).length
  if (told.length === 0 && same === 0) return []
  return [
    colors.bold(oneLine(play)),
    ...told.flatMap((row) => [
      ...row.changes.flatMap((group) => groupLines(row, group, colors)),
      ...mayLines(row, colors),
    ]),
    ...(same > 0 ? [`  ${colors.dim(`= ${count(same, 'task')} with nothing to change`)}`] : []),
    '',
  ]
}

function groupLines({ task }: PlanTask, { hosts, changes }: PlanChange, colors: Colors): string[] {
  const signs = [...new Set(changes.map(signOf))]
  const sign = signs.length === 1 ? (signs[0] ?? '~') : '~'
  return [
    `  ${painted(sign, colors)} ${oneLine(task.name)}  ${colors.dim(`${hostsText(hosts)}`)}`,
    ...(hosts.length > 1 ? [`      ${colors.dim(hostList(hosts))}`] : []),
    ...changes.flatMap((change) => changeLines(change, colors)),
  ]
}

function changeLines(change: Change, colors: Colors): string[] {
  const diff = change.diff ? diffLines(change.diff, colors) : []
  return [
    `      ${painted(signOf(change), colors)} ${oneLine(change.summary)}`,
    ...diff.map((line) => `        ${line}`.trimEnd()),
  ]
}

function mayLines({ task, may }: PlanTask, colors: Colors): string[] {
  return may.map(
    ({ hosts, why }) =>
      `  ${painted('?', colors)} ${oneLine(task.name)}  ${colors.dim(`may run on ${hostsText(hosts)}:`)} ${oneLine(why)}`,
  )
}

const creating = new Set(['create', 'add', 'install', 'upload', 'unpack', 'stage', 'copy', 'write', 'enable', 'make'])
const removing = new Set(['remove', 'delete', 'drop', 'disable', 'destroy'])
const acting = new Set(['start', 'stop', 'restart', 'reload', 'run', 'wait', 'evict', 'send', 'kill', 'move', 'pause'])

/** The sign is a decoration: nothing is decided by it, so it may be guessed from the first word of the summary. */
function signOf({ summary, diff }: Change): Sign {
  if (diff?.before === '') return '+'
  if (diff) return diff.after === '' ? '-' : '~'
  const word = /^\w+/.exec(summary.toLowerCase())?.[0] ?? ''
  if (creating.has(word)) return '+'
  if (removing.has(word)) return '-'
  return acting.has(word) ? '!' : '~'
}

function painted(sign: Sign, colors: Colors): string {
  const paint = {
    '+': colors.green,
    '~': colors.yellow,
    '-': colors.red,
    '!': colors.magenta,
    '?': colors.cyan,
    '=': colors.dim,
  }
  return paint[sign](sign)
}
