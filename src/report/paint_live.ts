// What stands at the bottom of a terminal while a run is at work: one row per task, a second one where what the slow host
// waits for finds no room beside the name, and never more than the screen has.
// Pure: view, time and size decide everything, the place of the spinner too.

import { durationText } from '../core/duration.js'
import { count } from '../core/text.js'
import { countWords, outcomeColor } from './outcomes.js'
import { taskIndent, taskName } from './paint_entry.js'
import { dotted, plain, row, type Span, type Style, splitRow, timeColumn, widthOf } from './spans.js'
import { isContainer, type TaskView, type View } from './view.js'
import { slowHost } from './words.js'

interface Moment extends Style {
  /** milliseconds since 1970 */
  readonly now: number
  /** of the screen */
  readonly rows: number
}

const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
/** A task that takes less than this says nothing of single hosts: nobody could read it. */
const quietMs = 1000

/** The rows; empty between two tasks. Two rows of the screen stay free. */
export function liveRows(view: View, moment: Moment): string[] {
  const rows = [...connectingRows(view, moment), ...view.tasks.flatMap((task) => taskRows(task, moment))]
  const most = Math.max(1, moment.rows - 2)
  if (rows.length <= most) return rows
  const hidden = rows.length - most + 1
  return [moment.colors.dim(`… ${hidden} more`), ...rows.slice(hidden)].slice(-most)
}

function connectingRows({ connecting }: View, { colors, width, now }: Moment): string[] {
  if (!connecting) return []
  const text = `Connecting to ${count(connecting.total, 'machine')}`
  const right = [plain(`${connecting.done}/${connecting.total}`), elapsed(now - connecting.since, colors.dim)]
  return [splitRow([turning(now, colors.cyan), plain(text)], right, width)]
}

function taskRows(task: TaskView, moment: Moment): string[] {
  const { colors, width, now } = moment
  if (isContainer(task)) {
    return task.headed
      ? []
      : [row([plain(`${taskIndent(task)}  `), { text: taskName(task), paint: colors.dim }], width)]
  }
  const start = [plain(taskIndent(task)), turning(now, colors.cyan), plain(taskName(task))]
  const right = [...progress(task, moment), elapsed(now - task.since, colors.dim)]
  const doing: Span = { text: now - task.since < quietMs ? '' : doingText(task), paint: colors.dim }
  const whole = [...start, plain('  '), doing]
  if (widthOf(whole) + 2 <= width - widthOf(right)) return [splitRow(whole, right, width)]
  const below = doing.text ? [row([plain(`${taskIndent(task)}    `), doing], width)] : []
  return [splitRow(start, right, width), ...below]
}

/** The slow host and its last words; the host of a task that has only one is known. */
function doingText(task: TaskView): string {
  const slow = slowHost(task)
  if (!slow) return ''
  const words = task.total > 1 ? [slow.host, slow.text] : [slow.text || slow.host]
  return words.filter(Boolean).join(': ')
}

/** `3/9 · 2 changed · 1 failed`; hosts that are merely done stand in the fraction. */
function progress(task: TaskView, { colors }: Moment): Span[] {
  const fraction = task.total > 1 ? [plain(`${task.total - task.pending.length}/${task.total}`)] : []
  const { ok: _ok, skipped: _skipped, ...telling } = task.counts
  const words = countWords(telling).map(({ kind, text }) => ({ text, paint: outcomeColor(kind, colors) }))
  return dotted([...fraction, ...words], colors.dim)
}

const turning = (now: number, paint: Span['paint']): Span => ({
  text: `${spinner[Math.floor(now / 100) % spinner.length]} `,
  paint,
})

const elapsed = (ms: number, paint: Span['paint']): Span => ({ text: timeColumn(elapsedText(ms)), paint })

/** Whole seconds: tenths that change ten times a second only draw the eye. */
const elapsedText = (ms: number): string => (ms < 1000 ? '' : durationText(Math.floor(ms / 1000) * 1000))
