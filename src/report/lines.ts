// The report for a pipe, a log, a CI job: lines that are only ever appended, each with the time since the start.
// A failure is said at once with its text; a task that waits says so every ten seconds. Plain ASCII but for the texts.

import { durationText } from '../core/duration.js'
import { count } from '../core/text.js'
import { cleaned, oneLine, printable } from './clean.js'
import { type Colors, colorsFor } from './colors.js'
import { failureText } from './failures.js'
import { countWords, isTrouble, outcomeColor, worst } from './outcomes.js'
import { recap } from './recap.js'
import type { Reporter, ReporterOptions } from './reporter.js'
import { Sink } from './sink.js'
import { foldAll } from './task_view.js'
import { type Entry, type TaskView, unfinished, type View } from './view.js'
import { drained, emptyView, viewAfter } from './view_model.js'
import { headLine, hostOutcome, hostsText, waitText } from './words.js'

export function linesReporter(options: ReporterOptions): Reporter {
  const sink = new Sink(options.out)
  const colors = colorsFor(options.color)
  const clean = (text: string) => printable(options.redact(text))
  let view = emptyView(options)
  const print = (next: View) => {
    for (const { at, entry } of next.entries) sink.lines(stamped(entryLines(entry, colors), at - next.since))
    view = drained(next)
  }
  return {
    listener(event) {
      print(viewAfter(view, cleaned(event, clean)))
      if (event.kind === 'run_finished') sink.lines(recap(view, { colors, width: Number.POSITIVE_INFINITY }))
    },
    finish() {
      sink.release()
      print(foldAll(view, options.now?.() ?? Date.now()))
      return sink.flush()
    },
    async pause() {
      await sink.flush()
      sink.hold()
      return () => sink.release()
    },
  }
}

function stamped(lines: readonly string[], ms: number): string[] {
  const [first = '', ...rest] = lines
  return [`${clock(ms)} ${first}`, ...rest.map((line) => `      ${line}`.trimEnd())]
}

/** `00:41`, `61:05`: minutes and seconds since the start. */
function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`
}

const pad = (value: number): string => String(value).padStart(2, '0')

/** An entry as lines without a time. */
export function entryLines(entry: Entry, colors: Colors): string[] {
  switch (entry.kind) {
    case 'run':
      return [headLine(entry.head, entry.hosts)]
    case 'connected':
      return [`connected to ${machines(entry)}, ${durationText(entry.ms)}`]
    case 'play':
      return [`== ${colors.bold(oneLine(entry.name))} (${hostsText(entry.hosts)})`]
    case 'play_skipped':
      return [`== ${colors.bold(oneLine(entry.name))} (skipped: ${oneLine(entry.why)})`]
    case 'batch':
      return [`  batch ${entry.batch} of ${entry.of}: ${hostsText(entry.hosts)}`]
    case 'stopping':
      return [colors.yellow(`stopping: ${oneLine(entry.why)}`)]
    case 'warning':
      return [colors.yellow(`warning: ${oneLine(entry.text)}`)]
    default:
      return taskLines(entry, colors)
  }
}

function machines({ done, total }: { readonly done: number; readonly total: number }): string {
  return done === total ? count(total, 'machine') : `${done} of ${count(total, 'machine')}`
}

function taskLines(entry: Extract<Entry, { view: TaskView }>, colors: Colors): string[] {
  const indent = '  '.repeat(entry.view.depth + 1)
  const name = taskName(entry.view)
  switch (entry.kind) {
    case 'block':
      return [`${indent}${name}:`]
    case 'task':
      return [`${indent}${name}: ${summary(entry.view, colors)} (${durationText(entry.ms)})`]
    case 'wait':
      return [`${indent}${name}: ${waitText(entry.view)} (${durationText(entry.ms)})`]
    case 'host':
      return [`${indent}  ${entry.host}: ${hostOutcome(entry.outcome)}`]
    case 'said':
      return entry.text.split('\n').map((line) => `${indent}  ${entry.host} | ${line}`)
    case 'failure':
      return failureLines(entry, { indent, colors })
  }
}

function failureLines(
  { view, host, error, again }: Extract<Entry, { kind: 'failure' }>,
  { indent, colors }: { readonly indent: string; readonly colors: Colors },
): string[] {
  const head = `${indent}${colors.red('FAILED')} ${host}: ${taskName(view)}`
  if (again) return [`${head}: the same`]
  return [head, ...failureText(error, { colors, width: Number.POSITIVE_INFINITY }).map((line) => `${indent}  ${line}`)]
}

const taskName = ({ task, part }: TaskView): string => (part ? `${part}: ` : '') + oneLine(task.name)

function summary(view: TaskView, colors: Colors): string {
  const { counts } = view
  const said = countWords(counts).map(({ kind, text }) => {
    const plain = kind === 'ok' && !isTrouble(worst(counts))
    return plain ? text : outcomeColor(kind, colors)(text)
  })
  if (unfinished(view) > 0) said.push(colors.yellow(`${unfinished(view)} not finished`))
  return said.join(', ')
}
