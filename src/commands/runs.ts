// `runs`: every run that has a journal, the newest first, and how it ended.

import type { Command } from '../cli/io.js'
import { exitCodes } from '../core/error.js'
import { table } from '../core/text.js'
import { type AuditRecord, listAudit } from '../state/audit.js'
import { stateFolder } from '../state/folder.js'
import { auditState } from '../state/interrupted.js'
import { timeText } from './journal_text.js'

export const runs: Command = {
  async run({ io, settings }) {
    const records = (await listAudit(await stateFolder(settings.home))).filter(({ run }) => run !== null)
    const listed = records.map((record) => ({ ...record, result: resultOf(record) }))
    if (settings.json) {
      io.say(JSON.stringify({ schema: 'dmbook/runs/v1', runs: listed }, null, 2))
      return exitCodes.ok
    }
    const rows = listed.map(({ run, started, verb, cluster, result }) => [
      run ?? '',
      timeText(started),
      verb,
      cluster ?? '-',
      result,
    ])
    for (const line of table(['ID', 'Time', 'Verb', 'Cluster', 'Result'], rows)) io.say(line)
    return exitCodes.ok
  },
}

const words: Readonly<Record<number, string>> = {
  [exitCodes.ok]: 'ok',
  [exitCodes.failed]: 'failed',
  [exitCodes.unreachable]: 'unreachable',
  [exitCodes.locked]: 'locked',
  [exitCodes.refused]: 'refused',
  [exitCodes.identity]: 'identity',
  [exitCodes.bug]: 'bug',
  [exitCodes.interrupted]: 'interrupted',
  [exitCodes.terminated]: 'interrupted',
}

function resultOf(record: AuditRecord): string {
  const state = auditState(record)
  return state === 'ended' ? (words[record.exit ?? -1] ?? `exit ${record.exit}`) : state
}
