// A record of the audit as a text for people: who, when, what, how it ended; then the run, told as it was told while it
// ran, with every host; at last what was begun and has no end.

import { durationText } from '../core/duration.js'
import type { Event } from '../core/event.js'
import { linesReporter } from '../report/lines.js'
import type { Output } from '../report/reporter.js'
import type { AuditRecord } from '../state/audit.js'
import { auditState } from '../state/interrupted.js'
import { inDoubt } from '../state/run_head.js'

/** `2020-08-13T05:38:19Z` */
export const timeText = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')

/** `journal` null: it has none, as a command that only looked. */
export function journalText(record: AuditRecord, journal: readonly unknown[] | null): string[] {
  const lines = headOf(record).map(([label, value]) => `${`${label}:`.padEnd(10)}${value}`)
  if (!journal) return lines
  const doubts = inDoubt(journal).map(({ host, task, changes }) => `  ${host}  ${task}: ${changes.join('; ')}`)
  return [
    ...lines,
    '',
    ...toldAgain(journal),
    ...(doubts.length > 0 ? ['', 'Begun, with no word of an end:', ...doubts] : []),
  ]
}

function headOf(record: AuditRecord): [string, string][] {
  const { id, command, user, host, cluster, run, resumes, started } = record
  const lines: [string, string | null | undefined][] = [
    ['Audit', id],
    ['Command', command],
    ['By', host ? `${user} on ${host}` : user],
    ['Cluster', cluster],
    ['Run', run],
    ['Continues', resumes],
    ['Begun', timeText(started)],
    ['Ended', endText(record)],
  ]
  return lines.flatMap(([label, value]) => (value ? [[label, value] as [string, string]] : []))
}

function endText(record: AuditRecord): string {
  const { ended, exit, started } = record
  if (exit !== null && ended !== null) return `${timeText(ended)}, after ${durationText(ended - started)}, exit ${exit}`
  return auditState(record) === 'running' ? 'it is under way' : 'never: it was killed'
}

/** The report for logs, fed with what the journal kept. */
function toldAgain(journal: readonly unknown[]): string[] {
  const events = journal.filter(isEvent)
  let text = ''
  const out: Output = {
    write(part, done) {
      text += part
      done?.()
      return true
    },
    on: () => {},
  }
  const last = events.at(-1)?.at ?? 0
  const plain = { color: false, columns: () => 0, rows: () => 0, verbose: true, redact: (words: string) => words }
  const reporter = linesReporter({ out, err: out, ...plain, now: () => last })
  for (const event of events) reporter.listener(event)
  void reporter.finish()
  return text.trimEnd().split('\n')
}

const own = new Set(['head', 'applying'])

const isEvent = (record: unknown): record is Event =>
  typeof record === 'object' && record !== null && 'kind' in record && 'at' in record && !own.has(String(record.kind))
