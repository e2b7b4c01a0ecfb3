// Entries as rows of a terminal: headings, and one row per task with its counts and time at the right.
// Pure: entry, colours and width decide everything.

import { durationText } from '../core/duration.js'
import { count } from '../core/text.js'
import { oneLine } from './clean.js'
import type { Colors } from './colors.js'
import { countWords, outcomeColor, worst } from './outcomes.js'
import { dotted, plain, row, type Span, type Style, splitRow, timeColumn, wrapped } from './spans.js'
import { type Entry, type SameFailure, type TaskView, unfinished } from './view.js'
import { headLine, hostList, hostOutcome, hostsText } from './words.js'

/** The rows of an entry; none for those that only a log needs. */
export function entryRows(entry: Entry, style: Style): string[] {
  const { colors, width } = style
  switch (entry.kind) {
    case 'run':
      return [row([{ text: headLine(entry.head, entry.hosts), paint: colors.dim }], width)]
    case 'connected':
      return [connectedRow(entry, style)]
    case 'play':
      return ['', headingRow(entry.name, hostsText(entry.hosts), style)]
    case 'play_skipped':
      return ['', headingRow(entry.name, `skipped: ${oneLine(entry.why)}`, style)]
    case 'batch':
      return [
        row([{ text: `  batch ${entry.batch} of ${entry.of}: ${hostList(entry.hosts)}`, paint: colors.cyan }], width),
      ]
    case 'stopping':
    case 'warning':
      return asideRows(entry, style)
    default:
      return taskRows(entry, style)
  }
}

function headingRow(name: string, aside: string, { colors, width }: Style): string {
  return row(
    [
      { text: oneLine(name), paint: colors.bold },
      { text: `  ${aside}`, paint: colors.dim },
    ],
    width,
  )
}

function connectedRow({ done, total, ms }: Extract<Entry, { kind: 'connected' }>, { colors, width }: Style): string {
  const whole = done === total
  const mark: Span = whole ? { text: '✔ ', paint: colors.green } : { text: '! ', paint: colors.yellow }
  const text = whole ? `Connected to ${count(total, 'machine')}` : `Connected to ${done} of ${count(total, 'machine')}`
  return splitRow([mark, plain(text)], [{ text: timeColumn(durationText(ms)), paint: colors.dim }], width)
}

function asideRows(entry: Extract<Entry, { kind: 'stopping' | 'warning' }>, { colors, width }: Style): string[] {
  const text = entry.kind === 'warning' ? `! ${oneLine(entry.text)}` : `■ Stopping: ${oneLine(entry.why)}`
  return wrapped(text, width).map(colors.yellow)
}

function taskRows(entry: Extract<Entry, { view: TaskView }>, style: Style): string[] {
  const { colors, width } = style
  const indent = taskIndent(entry.view)
  switch (entry.kind) {
    case 'block':
      return [row([plain(`${indent}  `), { text: taskName(entry.view), paint: colors.dim }], width)]
    case 'task':
      return [
        finishedRow(entry, style),
        ...entry.view.failures.flatMap((failure) => failureRows(failure, indent, style)),
      ]
    case 'host':
      return [row([{ text: `${indent}    ${entry.host}: ${hostOutcome(entry.outcome)}`, paint: colors.dim }], width)]
    case 'said':
      return wrapped(entry.text, width - indent.length - entry.host.length - 7).map(
        (line) => `${indent}    ${colors.dim(`${entry.host} |`)} ${line}`,
      )
    default:
      return []
  }
}

function finishedRow({ view, ms }: Extract<Entry, { kind: 'task' }>, { colors, width }: Style): string {
  const left = [plain(taskIndent(view)), mark(view, colors), plain(taskName(view))]
  const time: Span = { text: timeColumn(durationText(ms)), paint: colors.dim }
  return splitRow(left, [...countSpans(view, colors), time], width)
}

const marks = {
  ok: '✔',
  changed: '✔',
  may: '?',
  skipped: '-',
  failed: '✖',
  unreachable: '✖',
  rescued: '↩',
  in_doubt: '?',
}

function mark(view: TaskView, colors: Colors): Span {
  const kind = worst(view.counts)
  if (unfinished(view) > 0) return { text: '■ ', paint: colors.yellow }
  return { text: `${marks[kind]} `, paint: kind === 'changed' ? colors.green : outcomeColor(kind, colors) }
}

/** `5 ok · 3 changed`, each in its colour. */
function countSpans(view: TaskView, colors: Colors): Span[] {
  const words = countWords(view.counts).map(({ kind, text }) => ({ text, paint: outcomeColor(kind, colors) }))
  const left = unfinished(view)
  if (left > 0) words.push({ text: `${left} not finished`, paint: colors.yellow })
  return dotted(words, colors.dim)
}

/** The message whole and the hint: a failure that is rescued later is not told again at the end. */
function failureRows({ hosts, error }: SameFailure, indent: string, { colors, width }: Style): string[] {
  const room = width - indent.length - 4
  const many = hosts.length > 1 ? wrapped(`same on ${hosts.length} hosts: ${hostList(hosts, 4)}`, room) : []
  const hint = error.hint ? wrapped(`hint: ${oneLine(error.hint)}`, room) : []
  const rows = [...wrapped(withHost(error.message, hosts), room).map(colors.red), ...many, ...hint.map(colors.cyan)]
  return rows.map((line) => `${indent}    ${line}`)
}

/** The message, after its host where it does not name it. */
function withHost(message: string, [host = '', ...others]: readonly string[]): string {
  return others.length > 0 || message.includes(host) ? message : `${host}: ${message}`
}

export const taskIndent = ({ depth }: TaskView): string => '  '.repeat(depth + 1)

export const taskName = ({ task, part }: TaskView): string => (part ? `${part}: ` : '') + oneLine(task.name)
