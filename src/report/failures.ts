// Failures in full: where, on which hosts, what could not be done and why, the last lines that were said, the hint.

import type { Failure, RunFailure } from '../core/event.js'
import { oneLine } from './clean.js'
import { type Style, wrapped } from './spans.js'
import { hostList } from './words.js'

/** The last lines of a command's or a service's words are what matters; more are in the log of the run. */
const detailLines = 20

/** One failure of a run. Hosts that failed the same way share it. */
export function runFailureLines({ task, hosts, error }: RunFailure, { colors, width }: Style): string[] {
  const who = hosts.length === 1 ? `on ${hosts.join('')}` : `same on ${hosts.length} hosts: ${hostList(hosts)}`
  const inner = { colors, width: width - 2 }
  return [
    `${colors.red('FAILED')} ${colors.bold(oneLine(task.name))}  ${colors.dim(`${task.at}  ${error.code}`)}`,
    ...[...wrapped(who, inner.width), ...failureText(error, inner)].map((line) => `  ${line}`),
  ]
}

/** The message, the last lines of the detail behind bars (as they are: they may be copied), the hint. */
export function failureText({ message, detail, hint }: Failure, { colors, width }: Style): string[] {
  return [
    ...wrapped(message.trimEnd(), width),
    ...(detail ? lastLines(detail).map((line) => colors.dim(`  | ${line}`)) : []),
    ...(hint ? wrapped(`hint: ${oneLine(hint)}`, width).map(colors.cyan) : []),
  ]
}

function lastLines(detail: string): string[] {
  const lines = detail.trimEnd().split('\n')
  const left = lines.length - detailLines
  return left > 0 ? [`(${left} lines before)`, ...lines.slice(-detailLines)] : lines
}
